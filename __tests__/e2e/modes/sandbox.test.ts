import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

/** Real servers under fake timers; the timers themselves are nobody's leak. */
const fakeTimers = (name: string, options: string): LeakCase => ({
  name,
  source: `
    const net = require('node:net')
    const listen = (done) => net.createServer().listen(0, done) // opened
    test('leaves fake timers on', () => {
      jest.useFakeTimers(${options})
      setInterval(() => {}, 1000)
      setTimeout(() => {}, 1000)
    })
    test('leaks', (done) => {
      listen(() => done())
    })
    test('closes', (done) => {
      const server = listen(() => server.close(done))
    })
    test('closes without waiting', (done) => {
      const server = listen(() => {
        net.connect(server.address().port, () => {
          server.close()
          done()
        }).end()
      })
    })`,
  leaks: [leakedServer({ test: 'leaks' })],
})

const cases: readonly LeakCase[] = [
  fakeTimers('modern fake timers', ''),
  fakeTimers('modern fake timers with a jumped clock', '{ now: Date.now() + 1e9, advanceTimers: true }'),
  fakeTimers('legacy fake timers', '{ legacyFakeTimers: true }'),
  {
    name: 'fake timers put back',
    source: `
      test('leaks a real one', () => {
        jest.useFakeTimers()
        clearInterval(setInterval(() => {}, 1000))
        jest.useRealTimers()
        setInterval(() => {}, 1000) // opened
      })
      test('is clean', () => {
        jest.useFakeTimers()
        setInterval(() => {}, 1000)
        jest.runOnlyPendingTimers()
        jest.useRealTimers()
      })`,
    leaks: [leakedInterval({ test: 'leaks a real one' })],
  },
  {
    name: 'timers of node',
    source: `
      const timers = require('node:timers')
      const { setInterval: ticks } = require('node:timers/promises')
      test('leaks', () => {
        timers.setInterval(() => {}, 1000) // opened
      })
      test('is clean', async () => {
        timers.clearInterval(timers.setInterval(() => {}, 1000))
        for await (const _ of ticks(1)) break
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    name: 'resetModules and isolateModules',
    source: `
      const open = (name) => {
        let timer
        jest.isolateModules(() => {
          const { EventEmitter } = require('node:events')
          new EventEmitter()
            .on('open', () => {
              timer = setInterval(() => {}, 1000) // opened
            })
            .emit('open')
        })
        return timer
      }
      beforeEach(() => jest.resetModules())
      test('leaks', () => {
        open()
      })
      test('is clean', () => clearInterval(open()))`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    // What follows a resource is loaded with the first of its kind: here, in the middle of a test.
    name: 'a mocked file system',
    source: `
      const dgram = require('node:dgram')
      const fs = require('node:fs')
      beforeAll(() => {
        for (const name of ['readFileSync', 'realpathSync', 'statSync', 'openSync', 'closeSync']) {
          jest.spyOn(fs, name).mockImplementation(() => '')
        }
      })
      afterAll(() => jest.restoreAllMocks())
      test('leaks', (done) => {
        dgram.createSocket('udp4').bind(0, done) // opened
      })
      test('is clean', (done) => {
        const socket = dgram.createSocket('udp4').bind(0, () => socket.close(done))
      })`,
    leaks: [
      {
        owner: { test: 'leaks' },
        headline: 'this test leaked a UDP socket: it was opened here and never closed',
        help: '`socket.close()` in `afterEach`',
      },
    ],
  },
  {
    name: 'replaced globals',
    source: `
      test('spoils them', () => {
        for (const name of ['setTimeout', 'clearTimeout', 'setImmediate', 'clearInterval', 'process']) {
          globalThis[name] = () => { throw new Error('spoilt') }
        }
      })
      test('leaks', () => {
        setInterval(() => {}, 1000) // opened
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
]

const esm: LeakCase = {
  name: 'esm',
  source: `
    import { createServer } from 'node:net'
    import { setInterval } from 'node:timers'
    import { jest } from '@jest/globals'
    await null
    const timer = setInterval(() => {}, 1000)
    setInterval(() => {}, 1000) // of the file
    afterAll(() => clearInterval(timer))
    test('leaks', async () => {
      await null
      createServer().listen(0) // of the test
    })
    test('is clean', async () => {
      const server = createServer()
      await new Promise((done) => server.listen(0, done))
      await new Promise((done) => server.close(done))
    })`,
  leaks: [leakedServer({ test: 'leaks' }, 'of the test'), leakedInterval('file', 'of the file')],
}

/** A module that a test loads belongs to that test. */
const loading = {
  'lib/poller.js': `
    await null
    setInterval(() => {}, 1000)`,
  'loading.test.js': `
    test('loads a poller', async () => {
      await import('./lib/poller.js')
    })
    test('is clean', async () => {
      await import('node:timers')
    })`,
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files: filesOf(cases), args: ['-i'] })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test('ES modules', async () => {
    const esmRun = await runJest({
      jest,
      files: { ...filesOf([esm]), ...loading, 'package.json': '{ "type": "module" }' },
      config: false,
      args: ['--preset=jest-leakguard', '--transform={}'],
      env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    })

    expectLeaks(esmRun, esm)
    expect(reportedLeaks(esmRun.fileMessage('loading.test.js'))).toEqual([
      expect.objectContaining({
        owner: 'loads a poller',
        headline: leakedInterval({ test: 'loads a poller' }).headline,
        opened: 'lib/poller.js:3',
      }),
    ])
  })
})
