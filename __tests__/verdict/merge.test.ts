import type { LeakType } from '../../src/verdict/leak'
import { mergeByPackage } from '../../src/verdict/merge'
import { leak } from './support/leaks'

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
