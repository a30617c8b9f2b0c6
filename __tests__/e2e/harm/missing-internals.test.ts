import { expectLeaks } from '../support/cases/expect-leaks'
import {
  type ExpectedLeak,
  filesOf,
  type LeakCase,
  leakedInterval,
  leakedServer,
} from '../support/cases/leak-cases'
import { nodeLines, runJest } from '../support/run/run-jest'

/** What every row of docs/internals.md promises: this is found, under its owner, whatever is gone. */
const leaking: LeakCase = {
  name: 'leaking',
  source: `
    const net = require('node:net')
    test('leaks a timer', async () => {
      await null
      setInterval(() => {}, 1000) // opened
    })
    test('leaks a server', async () => {
      const server = net.createServer() // made
      await new Promise((done) => server.listen(0, done)) // server
    })
    test('waits for an answer', async () => {
      const server = net.createServer((socket) => socket.resume().end('x')).listen(0, '127.0.0.1')
      await new Promise((done) => server.on('listening', done))
      const client = net.connect(server.address().port, '127.0.0.1').resume()
      client.write('x')
      await new Promise((done) => client.on('close', done))
      await new Promise((done) => server.close(done))
    })
    describe('loop', () => {
      test('leaks a loop', () => {
        const again = () => setTimeout(again, 10)
        setTimeout(again, 10) // loop
      })
      test('takes its time', () => new Promise((done) => setTimeout(done, 400)))
    })`,
  leaks: [
    leakedInterval({ test: 'leaks a timer' }),
    leakedServer({ test: 'leaks a server' }, 'server'),
    {
      ...leakedInterval({ test: 'loop › leaks a loop' }, 'loop'),
      help: leakedInterval({ test: '' }).help.replaceAll('Interval', 'Timeout'),
    },
  ],
}

interface Gone {
  /** What takes it away, before Jest is loaded. */
  readonly preload: string
  /** What is said then. */
  readonly leaks?: LeakCase['leaks']
  readonly args?: readonly string[]
}

const [timer, server, loop] = leaking.leaks as [ExpectedLeak, ExpectedLeak, ExpectedLeak]

const gone: Readonly<Record<string, Gone>> = {
  'the symbol of the owner of a handle': {
    preload: `
      const { getOwnPropertySymbols } = Object
      Object.getOwnPropertySymbols = (object) =>
        getOwnPropertySymbols(object).filter(({ description }) => description !== 'owner_symbol')`,
    leaks: [timer, loop],
    // What is not told is not closed.
    args: ['--forceExit'],
  },
  'the method by which sockets write': {
    preload: `
      const { prototype } = require('node:net').Socket
      Object.defineProperty(prototype, '_writeGeneric', { value: prototype._writeGeneric, writable: false })`,
  },
  'the channels that tell of requests and servers': {
    preload: "require('node:diagnostics_channel').subscribe = () => {}",
    leaks: [
      timer,
      { ...server, headline: server.headline.replace('told to listen', 'made'), mark: 'made' },
      loop,
    ],
  },
  'how the event loop spends its time': {
    preload: `
      require('node:perf_hooks').performance.eventLoopUtilization = () => ({ idle: 0, active: 0, utilization: 0 })`,
  },
  'the time on a processor': {
    preload: 'process.cpuUsage = () => ({ user: 0, system: 0 })',
  },
  'the storage in which circus runs tests': {
    preload: `
      const { prototype } = require('node:async_hooks').AsyncLocalStorage
      Object.defineProperty(prototype, 'run', { value: prototype.run, writable: false })`,
  },
  'the list of the handlers of circus': {
    preload: `
      Object.defineProperty(Object.prototype, Symbol.for('EVENT_HANDLERS'), {
        set(handlers) {
          const hidden = { [Symbol.iterator]: () => handlers.values(), push: (...more) => handlers.push(...more) }
          Object.defineProperty(this, Symbol.for('EVENT_HANDLERS'), { value: hidden, configurable: true, writable: true })
        },
      })`,
  },
}

const lines = nodeLines.length > 2 ? [nodeLines[0], nodeLines.at(-1)] : nodeLines

describe.each(lines)('Node %s', (node) => {
  test.each(Object.entries(gone))('without %s', async (_, { preload, leaks = leaking.leaks, args = [] }) => {
    const run = await runJest({
      ...(node === undefined ? {} : { node }),
      files: { ...filesOf([leaking]), 'gone.js': preload },
      config: { preset: 'jest-leakguard/strict' },
      env: { NODE_OPTIONS: '--require ./gone.js' },
      args: ['-i', ...args],
    })

    expectLeaks(run, { ...leaking, leaks })
    expect(run.stderr).not.toContain('internal error')
    expect(run.timedOut).toBe(false)
  })
})
