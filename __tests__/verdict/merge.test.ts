import type { Leak, LeakType } from '../../src/verdict/leak'
import { mergeByPackage } from '../../src/verdict/merge'
import { projectLine } from '../../src/verdict/stacks/project-line'
import { leak, projectFrame } from './support/leaks'

const packagesOf = (type: LeakType): readonly string[] => (type === 'redis-client' ? ['@redis/client'] : [])
const client = leak({ type: 'redis-client', members: [1] })

test('a socket that the same library opened for the same owner is part of its client', () => {
  const socket = leak({ type: 'tcp-socket', packages: ['@redis/client'], members: [2] })
  expect(mergeByPackage([socket, client], packagesOf)).toEqual([{ ...client, members: [1, 2] }])
})

test.each([
  ['another owner', { ownerId: 2, packages: ['@redis/client'] }],
  ['another library', { packages: ['ws'] }],
  ['no library', { packages: [] }],
])('a socket of %s stands for itself', (_, changes) => {
  const socket = leak({ type: 'tcp-socket', members: [2], ...changes })
  expect(mergeByPackage([client, socket], packagesOf)).toEqual([client, socket])
})

test('a server is never part of a client', () => {
  const server = leak({ type: 'http-server', packages: ['@redis/client'], members: [2] })
  expect(mergeByPackage([client, server], packagesOf)).toEqual([client, server])
})

describe('what one line opened through one package', () => {
  const through = { packages: ['ws'] }
  const server = leak({ type: 'http-server', members: [1], ...through })
  const socket = leak({ type: 'tcp-socket', members: [2], ...through })
  const timer = leak({ members: [3], ...through })

  test('is one leak, of the outermost thing', () => {
    expect(mergeByPackage([timer, socket, server], packagesOf)).toMatchObject([
      { type: 'http-server', members: expect.arrayContaining([1, 2, 3]) as number[] },
    ])
    expect(mergeByPackage([timer, socket], packagesOf)).toEqual([{ ...socket, members: [2, 3] }])
  })

  test.each<[name: string, changes: Partial<Leak>]>([
    ['another owner', { ownerId: 2 }],
    ['another package', { packages: ['koa'] }],
    ['another line', { frames: [projectFrame('start', 2)] }],
    ['no line', { frames: [] }],
    ['no package', { packages: [] }],
    ['another severity', { severity: 'warn' }],
  ])('stands for itself with %s', (_, changes) => {
    const other = { ...timer, ...changes }
    expect(mergeByPackage([other, server], packagesOf)).toEqual([other, server])
  })
})

describe('what a package opened without a line', () => {
  const socket = leak({ type: 'udp-socket', packages: ['multicast-dns', 'bonjour-service'], members: [1] })
  const timer = leak({
    thirdParty: true,
    frames: [],
    packages: ['multicast-dns'],
    severity: 'warn',
    members: [2],
  })

  test('is part of what it opened for a line', () => {
    expect(mergeByPackage([timer, socket], packagesOf)).toEqual([{ ...socket, members: [1, 2] }])
  })

  test('also where that is known by who was asked for it', () => {
    const asked = {
      ...socket,
      packages: ['bonjour-client'],
      opener: { name: 'multicast-dns', version: '7.2.5' },
    }
    expect(mergeByPackage([timer, asked], packagesOf)).toEqual([{ ...asked, members: [1, 2] }])
  })

  test.each<[name: string, changes: Partial<Leak>]>([
    ['another package', { packages: ['ws'] }],
    ['another owner', { ownerId: 2 }],
    ['a line of its own', { thirdParty: false, frames: [projectFrame('start', 9)] }],
  ])('stands for itself with %s', (_, changes) => {
    const other = { ...timer, ...changes }
    expect(mergeByPackage([other, socket], packagesOf)).toEqual([other, socket])
  })
})

describe('what one of several objects of a package opened', () => {
  const events = leak({
    type: 'redis-client',
    frames: [projectFrame('start', 5)],
    packages: ['ioredis', 'bullmq'],
  })
  const lines = [5, 6].map((line) => projectLine([projectFrame('start', line)]) ?? '')
  const timer = leak({
    frames: [projectFrame('start', 6)],
    packages: ['bullmq'],
    likelyLines: lines,
    members: [2],
  })

  test('is part of the one that is open', () => {
    expect(mergeByPackage([timer, events], packagesOf)).toEqual([
      { ...events, members: [...events.members, 2] },
    ])
  })

  test('is part of it, too, where one package has opened it alone', () => {
    const own = { ...events, packages: ['bullmq'] }
    expect(mergeByPackage([timer, own], packagesOf)).toEqual([{ ...own, members: [...own.members, 2] }])
  })

  test.each<[name: string, changes: Partial<Leak>]>([
    ['lines of which none is open', { likelyLines: lines.slice(1) }],
    ['another package', { packages: ['agenda'] }],
    ['another package within that', { packages: ['agenda', 'bullmq', 'cron'] }],
    ['another severity', { severity: 'warn' }],
    ['another owner', { ownerId: 2 }],
  ])('stands for itself with %s', (_, changes) => {
    const other = { ...timer, ...changes }
    expect(mergeByPackage([other, events], packagesOf)).toEqual([other, events])
  })
})

test('neither has a line: nobody knows that they belong together', () => {
  const [socket, timer] = (['udp-socket', 'timer'] as const).map((type, id) =>
    leak({ type, thirdParty: true, frames: [], packages: ['bonjour-service'], members: [id] }),
  )
  expect(socket && timer && mergeByPackage([timer, socket], packagesOf)).toEqual([timer, socket])
})

test('every kind of socket, request and timer may be a part', () => {
  const parts = (['tls-socket', 'unix-socket', 'pipe', 'dns-request', 'timer'] as const).map((type, id) =>
    leak({ type, packages: ['@redis/client'], members: [id + 2] }),
  )
  expect(mergeByPackage([...parts, client], packagesOf)).toEqual([
    { ...client, members: expect.arrayContaining([1, 2, 3, 4, 5, 6]) as number[] },
  ])
})

describe('a client that loses the lines of its callers', () => {
  const lost = { thirdParty: true, frames: [], packages: ['@nats-io/nats-core', '@nats-io/transport-node'] }
  const socket = leak({ type: 'tcp-socket', members: [1], ...lost })
  const timer = leak({ members: [2], ...lost, packages: ['@nats-io/nats-core'] })

  test('has its socket and timers in one', () => {
    expect(mergeByPackage([timer, socket], packagesOf)).toEqual([{ ...socket, members: [1, 2] }])
  })

  test.each<[name: string, part: Partial<Leak>, whole: Partial<Leak>]>([
    ['another client', { packages: ['postgres'] }, {}],
    ['another owner', { ownerId: 2 }, {}],
    ['a package that loses none', { packages: ['ws'] }, { packages: ['ws'] }],
    ['a line of the timer', { thirdParty: false, frames: [projectFrame('start', 9)] }, {}],
    ['a line of the socket', {}, { thirdParty: false, packages: ['@nats-io/transport-node'] }],
  ])('but not with %s', (_, part, whole) => {
    const [other, its] = [
      { ...timer, ...part },
      { ...socket, ...whole },
    ]
    expect(mergeByPackage([other, its], packagesOf)).toEqual([other, its])
  })
})
