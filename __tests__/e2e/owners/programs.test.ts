import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, leaked, type LeakCase } from '../support/cases/leak-cases'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const modules = `
  const { fork, spawn } = require('node:child_process')
  const { once } = require('node:events')
  const fs = require('node:fs')
  const { pipeline, Readable } = require('node:stream')
  const { Worker } = require('node:worker_threads')
  const { createGzip } = require('node:zlib')`

/** Over within the grace period: at the end of a file there is time for that, at the end of a test there is not. */
const endsByItself: readonly LeakCase[] = [
  {
    name: 'a child that does its work',
    source: `${modules}
      test('starts', () => void spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20)'], { stdio: 'ignore' }))`,
    leaks: [],
  },
  {
    name: 'a child that prints',
    source: `${modules}
      test('starts', () => void spawn('sh', ['-c', 'echo one; sleep 0.03']).stdout.resume())`,
    leaks: [],
  },
  {
    name: 'a worker that does its work',
    source: `${modules}
      test('starts', () => void new Worker('1 + 1', { eval: true }))`,
    leaks: [],
  },
]

/** Nothing is in its way, whenever it is judged. */
const isEndingAlready: readonly LeakCase[] = [
  {
    name: 'a fork that is disconnected before it has begun',
    source: `${modules}
      test('starts', async () => {
        const child = fork('./listens.js', { execArgv: [] })
        await once(child, 'spawn')
        child.disconnect()
      })
      test('is innocent', () => {})`,
    leaks: [],
  },
  {
    name: 'a pipeline that nobody waits for',
    source: `${modules}
      test('compresses', () => {
        fs.writeFileSync('./large', 'x'.repeat(1_000_000))
        pipeline(fs.createReadStream('./large'), createGzip(), fs.createWriteStream('./small'), () => {})
      })
      test('is innocent', () => {})`,
    leaks: [],
  },
]

const goesOn: readonly LeakCase[] = [
  {
    name: 'a child that goes on',
    source: `${modules}
      test('starts', () => {
        spawn(process.execPath, ['-e', 'setInterval(() => {}, 20)'], { stdio: 'ignore' }) // opened
      })
      test('is innocent', () => {})`,
    leaks: [
      {
        owner: { test: 'starts' },
        headline: 'this test leaked a child process: it was spawned here and is still running',
        help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
      },
    ],
  },
  {
    name: 'a worker that goes on',
    source: `${modules}
      test('starts', () => {
        new Worker('setInterval(() => {}, 20)', { eval: true }) // opened
      })
      test('is innocent', () => {})`,
    leaks: [
      leaked(
        { test: 'starts' },
        'a worker thread: it was started here and never terminated',
        'await worker.terminate()',
      ),
    ],
  },
  {
    name: 'a compressor whose source never ends',
    source: `${modules}
      test('compresses', () => {
        new Readable({ read() {} }).pipe(
          createGzip(), // opened
        )
      })
      test('is innocent', () => {})`,
    leaks: [
      leaked(
        { test: 'compresses' },
        'a compression stream: it was created here and never ended or destroyed',
        'stream.destroy()',
      ),
    ],
  },
]

const asked = [
  ...['jest-leakguard', 'jest-leakguard/strict'].map(
    (preset) => [preset, [...isEndingAlready, ...goesOn]] as const,
  ),
  ['jest-leakguard', endsByItself] as const,
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  describe.each(asked)('%s', (preset, cases) => {
    let run: JestRun
    beforeAll(async () => {
      const files = { ...filesOf(cases), 'listens.js': "process.on('message', () => {})" }
      run = await runJest({ jest, config: { preset }, files, args: ['-i'] })
    })

    test.each(cases)('$name', (leakCase) => {
      expectLeaks(run, leakCase)
    })
  })
})
