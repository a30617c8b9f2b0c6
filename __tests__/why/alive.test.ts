import { spawn } from 'node:child_process'
import { promises as dns } from 'node:dns'
import { once } from 'node:events'
import { stat } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

import { describeAlive, type LoopState } from '../../src/why/alive'
import type { KeptAlive } from '../../src/why/processes/channel'
import { inactiveDescriptors } from '../../src/why/loop-handles'
import { followResources } from '../../src/why/opened'

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** Looks at what `open` has opened and left. */
async function aliveAfter(open: () => unknown, loop?: Partial<LoopState>): Promise<KeptAlive[]> {
  const stop = followResources()
  try {
    await open()
  } finally {
    // Whatever `open` does, the hook must not outlive the test.
    opened = stop()
  }
  const state = { inactive: inactiveDescriptors(), active: process.getActiveResourcesInfo(), ...loop }
  return describeAlive(opened, state).filter(({ files }) => files.includes(__filename))
}
let opened: ReturnType<ReturnType<typeof followResources>> = []

async function listen() {
  const server = createServer()
  cleanUps.push(() => new Promise((done) => server.close(done)))
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return server
}

test('a server: what it is, where it listens, who opened it', async () => {
  let port = 0
  const alive = await aliveAfter(async () => {
    port = ((await listen()).address() as AddressInfo).port
  })

  expect(alive).toMatchObject([
    {
      type: 'http-server',
      facts: { address: `127.0.0.1:${port}` },
      count: 1,
      closing: false,
    },
  ])
  expect(alive[0]?.frames[0]).toMatchObject({ kind: 'project', file: __filename })
})

test('what is closed, cleared or unref-ed keeps nothing alive', async () => {
  const alive = await aliveAfter(() => {
    clearInterval(setInterval(() => undefined, 1000))
    const unreferenced = setInterval(() => undefined, 1000).unref()
    cleanUps.push(() => clearInterval(unreferenced))
  })
  expect(alive).toEqual([])
})

test('an accepted connection is a part of its server, the other end is a thing of its own', async () => {
  const alive = await aliveAfter(async () => {
    const server = await listen()
    const accepted = once(server, 'connection')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    cleanUps.unshift(() => socket.destroy())
    await Promise.all([accepted, once(socket, 'connect')])
  })
  expect(alive.map(({ type }) => type).sort()).toEqual(['http-server', 'tcp-socket'])
})

test('connecting keeps alive, although its handle is not active', async () => {
  const server = await listen()
  const alive = await aliveAfter(() => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    cleanUps.unshift(() => socket.destroy())
  })
  expect(alive).toMatchObject([{ type: 'tcp-socket', facts: { connecting: true } }])
})

test('a stream that nobody reads or writes keeps nothing alive', async () => {
  const alive = await aliveAfter(async () => {
    const server = await listen()
    const accepted = once(server, 'connection')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    cleanUps.unshift(() => socket.destroy())
    await Promise.all([accepted, once(socket, 'connect')])
    pauseForGood(socket)
  })
  expect(alive.map(({ type }) => type)).toEqual(['http-server'])
})

/** `pause()` alone would let the buffer fill first. */
function pauseForGood(socket: Socket): void {
  const { _handle: handle } = socket as unknown as { _handle: { readStop(): void } }
  handle.readStop()
}

test('a child process comes without its pipes', async () => {
  const alive = await aliveAfter(() => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'])
    cleanUps.push(async () => {
      child.kill()
      await once(child, 'close')
    })
  })
  expect(alive).toMatchObject([{ type: 'child-process', facts: { pid: expect.any(Number) as number } }])
})

test('an operation counts only while Node counts it as active', async () => {
  const openOperation = (): void => {
    const operation = new Promise((done) => {
      stat(__filename, done)
    })
    cleanUps.push(() => operation)
  }
  expect(await aliveAfter(openOperation, { active: ['FSReqCallback'] })).toMatchObject([
    { type: 'file-operation', facts: {} },
  ])
  expect(await aliveAfter(openOperation, { active: [] })).toEqual([])
})

test('a lookup counts until it is answered, a resolver never', async () => {
  const lookUp = (): void => {
    const lookup = dns.lookup('localhost')
    cleanUps.push(() => lookup)
  }
  expect(await aliveAfter(lookUp)).toMatchObject([{ type: 'dns-request', facts: { name: 'localhost' } }])
  expect(await aliveAfter(() => new dns.Resolver())).toEqual([])
})
