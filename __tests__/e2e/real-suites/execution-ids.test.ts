import { leakedInterval } from '../support/cases/leak-cases'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { nodeLines, runJest, type RunOptions } from '../support/run/run-jest'

/** A store that finds its request again by the id of what is executed, as code from before AsyncLocalStorage does. */
const keyed = `
  const { executionAsyncId } = require('node:async_hooks')
  const requests = new Map()
  const begin = (request) => requests.set(executionAsyncId(), request)
  const current = () => requests.get(executionAsyncId())
  test('finds its request again', async () => {
    begin('first')
    await null
    expect(current()).toBe('first')
    await new Promise((done) => setTimeout(done, 5))
    expect(current()).toBe('first')
  })
  test('keeps a timer', async () => {
    await null
    setInterval(() => {}, 1000)
  })`

const guarded = `
  test('leaks', async () => {
    await null
    setInterval(() => {}, 1000)
  })`

/** Without timings of earlier runs, Jest runs the largest file first. */
const ofSize = (source: string, size: number): string => `${source}\n// ${'-'.repeat(size)}`

// Jest 30 itself uses async context, which changes these ids on Node 20 and 22.
const run = (source: string, options: RunOptions = {}, config: object = { preset: 'jest-leakguard' }) =>
  runJest({
    jest: '29',
    config,
    files: {
      'keyed.test.js': ofSize(source, 4000),
      'before.test.js': ofSize(guarded, 8000),
      'after.test.js': guarded,
    },
    args: ['-i', '--forceExit'],
    ...options,
  })

test('code that keys on execution ids passes under plain Jest', async () => {
  const plain = await run(keyed, {}, { testEnvironment: 'node' })

  expect(plain.json).toMatchObject({ numPassedTests: 4, numFailedTests: 0 })
})

test('`@leakguard off` leaves it alone, and the files before and after it are judged', async () => {
  const off = await run(`/** @leakguard off */${keyed}`)

  expect(off.test('finds its request again').status).toBe('passed')
  expect(off.file('keyed.test.js')).toMatchObject({ status: 'passed', message: '' })
  for (const file of ['before.test.js', 'after.test.js']) {
    expect(reportedLeaks(off.fileMessage(file))).toMatchObject([
      { owner: 'leaks', headline: leakedInterval({ test: 'leaks' }).headline, opened: `${file}:4` },
    ])
  }
})

test.each(nodeLines.filter((line) => Number(line) >= 24))(
  'observing does not disturb it on Node %s',
  async (node) => {
    const observed = await run(keyed, { node })

    expect(observed.test('finds its request again').status).toBe('passed')
    expect(reportedLeaks(observed.messageOf('keeps a timer'))).toMatchObject([
      { owner: 'keeps a timer', opened: 'keyed.test.js:15' },
    ])
  },
)
