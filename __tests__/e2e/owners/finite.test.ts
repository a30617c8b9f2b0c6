import { bothPresets } from '../support/cases/describe-types'
import { expectLeaks } from '../support/cases/expect-leaks'
import {
  type ExpectedLeak,
  filesOf,
  type LeakCase,
  leakedInterval,
  type LeakOwner,
} from '../support/cases/leak-cases'
import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'

const sleep = 'const sleep = (ms) => new Promise((done) => setTimeout(done, ms))'

const leakedTimer = (owner: LeakOwner, mark?: string): ExpectedLeak => {
  const interval = leakedInterval(owner, mark)
  return { ...interval, help: interval.help.replaceAll('Interval', 'Timeout') }
}

const leakedImmediates = (test: string, mark?: string): ExpectedLeak => ({
  ...leakedInterval({ test }, mark),
  headline: 'this test leaked a loop of immediates: it was scheduled here and never stopped',
  help: '`clearImmediate(immediate)` in `afterEach`',
})

/** Nothing of this is anybody's leak: it is over before the grace period is. */
const clean: readonly LeakCase[] = [
  {
    name: 'one-shot timers',
    source: `
      ${sleep}
      test('short', () => void sleep(50))
      test('the longest that is short', () => void sleep(190))
      test('of a promise', () => void require('node:timers/promises').setTimeout(60))
      test('without reference', () => void setTimeout(() => {}, 60).unref())
      test('the last of the file', () => void sleep(100))`,
    leaks: [],
  },
  {
    name: 'chains that stop',
    source: `
      ${sleep}
      const drain = (items) => {
        if (items.length > 0) setImmediate(() => drain(items.slice(1)))
      }
      test.each([2, 20, 2000])('%i immediates', (count) => drain(Array.from({ length: count })))
      test('awaits', () => void (async () => { for (let i = 0; i < 5; i++) await sleep(20) })())
      test('calls back', () => {
        let steps = 5
        const step = () => steps-- > 0 && setTimeout(step, 15)
        step()
      })
      test('both', () => {
        let steps = 20
        const immediate = () => setImmediate(timer)
        const timer = () => steps-- > 0 && setTimeout(immediate, 1)
        timer()
      })`,
    leaks: [],
  },
  {
    name: 'a loop that is told to stop',
    source: `
      ${sleep}
      describe('poller', () => {
        let stopped = false
        beforeAll(() => void (async () => { while (!stopped) await sleep(20) })())
        afterAll(() => { stopped = true })
        test('polls', () => sleep(50))
      })`,
    leaks: [],
  },
  {
    name: 'hooks',
    source: `
      ${sleep}
      beforeAll(() => void sleep(100))
      beforeEach(() => void sleep(80))
      afterEach(() => void sleep(60))
      afterAll(() => void sleep(100))
      test('one', () => {})
      describe('block', () => {
        beforeAll(() => void sleep(100))
        afterAll(() => void sleep(100))
        test('two', () => {})
      })`,
    leaks: [],
  },
  {
    name: 'retried',
    source: `
      ${sleep}
      jest.retryTimes(2)
      let attempts = 0
      test('passes at last', () => {
        void sleep(60)
        if (attempts++ < 2) throw new Error('not yet')
      })`,
    leaks: [],
  },
  {
    name: 'fake timers',
    source: `
      ${sleep}
      afterEach(() => jest.useRealTimers())
      test('real ones before', () => {
        void sleep(50)
        jest.useFakeTimers()
        void sleep(50)
      })
      test('fake ones alone', () => {
        jest.useFakeTimers()
        void sleep(60_000)
      })
      test('real ones after', () => {
        jest.useFakeTimers()
        jest.useRealTimers()
        void sleep(50)
      })`,
    leaks: [],
  },
  {
    // What has come since the socket was looked at last is told once.
    name: 'a kept-alive connection that is used again much later',
    source: `
      ${sleep}
      const http = require('node:http')
      const get = ({ port }) => void http.get({ port, host: '127.0.0.1' }, (response) => response.resume())
      let server
      beforeAll((done) => {
        server = http.createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1', done)
      })
      afterAll(() => {
        server.closeAllConnections()
        server.close()
      })
      test('opens it', () => get(server.address()))
      test('takes its time', () => sleep(400))
      test('uses it again', () => get(server.address()))
      test('takes its time again', () => sleep(400))`,
    leaks: [],
  },
  {
    // What a request has left of the pool of `fetch` is nobody's, and neither is its other end.
    name: 'fetches that are aborted before they are answered',
    source: `
      const http = require('node:http')
      const { once } = require('node:events')
      let server
      beforeAll(async () => {
        server = http.createServer(() => {}).listen(0, '127.0.0.1')
        await once(server, 'listening')
      })
      afterAll(() => void server.close())
      test('aborts', async () => {
        const controller = new AbortController()
        const url = 'http://127.0.0.1:' + server.address().port
        const answer = fetch(url, { signal: controller.signal }).catch(() => {})
        await once(server, 'request')
        controller.abort()
        await answer
      })
      test('destroys', async () => {
        const request = http.get({ port: server.address().port, host: '127.0.0.1' }).on('error', () => {})
        await once(server, 'request')
        request.destroy()
      })`,
    leaks: [],
  },
]

/** Still going on after the grace period: one leak of who started it, where it was started. */
const loops: readonly LeakCase[] = [
  {
    name: 'awaits again and again',
    source: `
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms)) // opened
      test('polls', () => void (async () => { while (true) await sleep(20) })())
      test('is innocent', () => void sleep(20))
      test('takes its time', () => sleep(400))`,
    leaks: [leakedTimer({ test: 'polls' })],
  },
  {
    name: 'calls itself',
    source: `
      function tick() {
        setTimeout(tick, 15)
      }
      test('starts', () => {
        setTimeout(tick, 10) // opened
      })
      test('is innocent', () => new Promise((done) => setTimeout(done, 20)))`,
    leaks: [leakedTimer({ test: 'starts' })],
  },
  {
    name: 'refreshes itself',
    source: `
      test('starts', () => {
        const timer = setTimeout(() => timer.refresh(), 20) // opened
      })
      test('is innocent', () => {})`,
    leaks: [leakedTimer({ test: 'starts' })],
  },
  {
    name: 'immediates for ever',
    source: `
      const turn = () => setImmediate(turn)
      test('starts', () => {
        setImmediate(turn) // opened
      })
      test('is innocent', () => void setImmediate(() => {}))`,
    leaks: [leakedImmediates('starts')],
  },
  {
    name: 'loop of a hook',
    source: `
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms)) // opened
      describe('block', () => {
        beforeAll(() => void (async () => { while (true) await sleep(20) })())
        test('is innocent', () => {})
      })
      test('so is this', () => {})`,
    leaks: [leakedTimer({ describe: 'block' })],
  },
  {
    name: 'loop of a test that is retried',
    source: `
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms)) // opened
      jest.retryTimes(2)
      test('polls', () => void (async () => { while (true) await sleep(20) })())
      test('takes its time', () => sleep(400))`,
    leaks: [leakedTimer({ test: 'polls' })],
  },
]

/** Each loop of these is looked at twice: with what its file leaks, and when its own time is over. */
const besideOthers: readonly LeakCase[] = [
  {
    name: 'loop whose owner has leaked something lasting and was told so',
    source: `
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms)) // loop
      test('polls', () => {
        setInterval(() => {}, 60_000) // opened
        void (async () => { while (true) await sleep(2) })()
      })
      test('is innocent', () => sleep(20))
      afterAll(() => void setInterval(() => {}, 60_000)) // hook`,
    leaks: [
      leakedInterval({ test: 'polls' }),
      leakedTimer({ test: 'polls' }, 'loop'),
      leakedInterval('file', 'hook'),
    ],
  },
]

/** What is lasting is judged at once, whatever else is pending. */
const lasting: readonly LeakCase[] = [
  {
    name: 'an interval and what it starts',
    source: `
      ${sleep}
      test('starts', () => {
        setInterval(() => void sleep(50), 10) // opened
      })
      test('is innocent', () => sleep(60))`,
    leaks: [leakedInterval({ test: 'starts' })],
  },
  {
    name: 'beside something short',
    source: `
      ${sleep}
      test('starts', () => {
        void sleep(150)
        setTimeout(() => {}, 400) // opened
      })
      test('is innocent', () => void sleep(150))`,
    leaks: [leakedTimer({ test: 'starts' })],
  },
]

const cases = [...clean, ...loops, ...besideOthers, ...lasting]

describe.each([
  ['30', undefined],
  ['29', undefined],
  ...nodeLines.filter((node) => node !== '20').map((node) => ['30', node] as const),
] as const)('Jest %s, Node %s', (jest, node) => {
  describe.each(['jest-leakguard', 'jest-leakguard/strict'])('%s', (preset) => {
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({
        jest,
        ...(node && { node }),
        config: { preset },
        files: filesOf(cases),
        args: ['-i'],
      })
    })

    test.each(cases)('$name', (leakCase) => {
      expectLeaks(run, leakCase)
    })

    test.each(loops)('says how often: $name', ({ name }) => {
      const { message } = run.file(`${name.replaceAll(' ', '-')}.test.js`)
      expect(message.match(/^ +goes on: .*$/gm)).toEqual([
        expect.stringMatching(/^ +goes on: (?:once|\d+ times) in 200 ms$/),
      ])
    })
  })
})

describe('waiting', () => {
  const source = `
    let ended
    test('leaves something', () => {
      setTimeout(() => {}, 190)
      ended = performance.now()
    })
    test('the next one does not wait for it', () => {
      expect(performance.now() - ended).toBeLessThan(100)
    })
    describe('block', () => {
      afterAll(() => void setTimeout(() => {}, 190))
      test('is clean', () => {})
    })
    test('neither does one after a block', () => {
      expect(performance.now() - ended).toBeLessThan(150)
    })`

  test('nobody waits between tests', async () => {
    const run = await runJest({
      files: { 'default/a.test.js': source, 'strict/a.test.js': source },
      config: bothPresets,
      args: ['-i'],
    })
    expect(run).toMatchObject({ code: 0 })
  })

  test('a leak that is told late fails its test, its file and the run, and stops it with `--bail`', async () => {
    const leaking = `
      test('polls', () => {
        const poll = () => setTimeout(poll, 10)
        poll()
      })
      test('is innocent', () => {})`
    const config = { preset: 'jest-leakguard/strict', testSequencer: '<rootDir>/in-order.js' }
    const run = await runJest({
      files: {
        'a.test.js': leaking,
        'b.test.js': `test('never runs', () => {})`,
        'in-order.js': `
          const Sequencer = require('@jest/test-sequencer').default
          module.exports = class extends Sequencer {
            sort = (tests) => [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))
          }`,
      },
      config,
      args: ['-i', '--bail', '--verbose'],
    })
    // Bailing out, Jest writes no results.
    expect(run).toMatchObject({ code: 1 })
    expect(run.output).toMatch(/✕ polls\n +✓ is innocent/)
    expect(run.output).toMatch(/^Test Suites: 1 failed, 1 of 2 total$/m)
    expect(run.output).toMatch(/^Leaks: +1 failed$/m)
  })
})
