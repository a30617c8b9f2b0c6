import type { JestRun } from '../support/run/jest-run'
import { createFixture, runJest } from '../support/run/run-jest'

/** Everything that a test can see of the sandbox and of the order of things, written to observed.json. */
const observing = `
  const fs = require('node:fs')
  const seen = []
  const globals = (object) => Object.getOwnPropertyNames(object).sort()
  const shapeOf = (fn) => [fn.name, fn.length, ...Object.getOwnPropertyNames(fn).sort()].join()
  const turn = async (name) => {
    const order = []
    process.nextTick(() => order.push('tick'))
    queueMicrotask(() => order.push('microtask'))
    setImmediate(() => order.push('immediate'))
    await null
    order.push('await')
    await new Promise((done) => setTimeout(done, 5))
    seen.push([name, ...order])
  }
  beforeAll(() => turn('beforeAll'))
  beforeEach(() => turn('beforeEach'))
  afterEach(() => turn('afterEach'))
  describe('block', () => {
    seen.push(['body'])
    test('sees the same globals', () => {
      seen.push(globals(globalThis), globals(process), globals(jest), globals(Error), process.eventNames().sort())
      seen.push(Object.getOwnPropertySymbols(globalThis).map(String).filter((name) => !name.includes('jest-leakguard')))
    })
    test('sees the same functions', () => {
      const net = require('node:net')
      const { EventEmitter } = require('node:events')
      for (const fn of [setTimeout, setInterval, clearTimeout, setImmediate, Promise, Error]) seen.push(shapeOf(fn))
      for (const fn of [fs.openSync, fs.open, fs.promises.opendir, net.connect, net.Server, EventEmitter]) seen.push(shapeOf(fn))
      seen.push(Object.keys(fs), Object.keys(net.createServer()), Object.keys(new EventEmitter()))
    })
    test.each([1, 2])('row %i', async (row) => {
      await turn('row ' + row)
    })
    test('with done', (done) => {
      setTimeout(done, 5)
    })
    test.failing('fails as it should', () => {
      throw new Error('known')
    })
    test('fails', () => {
      expect(seen).toHaveLength(0)
    })
    test.each(['openSync', 'opendirSync', 'readFileSync'])('fails in %s', (name) => {
      fs[name]('/nowhere')
    })
    test.skip('is skipped', () => {})
    test.todo('is to be done')
  })
  describe('mocks and fake timers', () => {
    test('work', () => {
      jest.useFakeTimers()
      const callback = jest.fn()
      const spy = jest.spyOn(fs, 'openSync').mockReturnValue(7)
      setInterval(callback, 100)
      jest.advanceTimersByTime(1000)
      seen.push(callback.mock.calls.length, jest.getTimerCount(), fs.openSync('/nowhere'), spy.mock.calls)
      jest.useRealTimers()
      jest.restoreAllMocks()
      expect(() => fs.openSync('/nowhere')).toThrow('ENOENT')
    })
  })
  test('leaves things open', async () => {
    setInterval(() => {}, 1000)
    await new Promise((done) => require('node:net').createServer().listen(0, done))
    fs.openSync(__filename)
    seen.push(process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap'))
  })
  afterAll(() => fs.writeFileSync('observed.json', JSON.stringify(seen, null, 1)))`

/** Raw stacks also hold the frames that called the test, ours among Jest's; neither prints them. */
const withoutFrames = (message: string): string => message.replace(/\n +at [^]*/, '')

const outcomesOf = (run: JestRun): unknown => ({
  code: run.code,
  tests: run.file('observing.test.js').assertionResults.map(({ fullName, status, failureMessages }) => ({
    fullName,
    status,
    failureMessages: failureMessages.map(withoutFrames),
  })),
  message: run.fileMessage('observing.test.js'),
})

const everything = (severity: string): object => ({
  preset: 'jest-leakguard',
  testEnvironmentOptions: { leakguard: { types: { '*': severity }, thirdParty: severity } },
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  const observe = async (config: object): Promise<{ run: JestRun; observed: string; outcomes: unknown }> => {
    const fixture = await createFixture({ jest, config, files: { 'observing.test.js': observing } })
    const run = await fixture.run({ args: ['-i', '--forceExit'] })
    const plainText = (text: string): string => text.replaceAll(fixture.root, '<root>')
    return {
      run,
      observed: plainText(await fixture.read('observed.json')),
      outcomes: JSON.parse(plainText(JSON.stringify(outcomesOf(run)))),
    }
  }
  let plain: Awaited<ReturnType<typeof observe>>
  beforeAll(async () => {
    plain = await observe({ testEnvironment: 'node' })
  })

  test.each(['warn', 'off'])('with everything at %s a suite is as under plain Jest', async (severity) => {
    const guarded = await observe(everything(severity))

    expect(guarded.observed).toBe(plain.observed)
    expect(guarded.outcomes).toEqual(plain.outcomes)
    expect(guarded.run.stderr.includes('Leaks:')).toBe(severity === 'warn')
  })

  test('warnings are one line per type and place', async () => {
    const source = `
      test.each([1, 2, 3])('leaks %i', () => {
        setInterval(() => {}, 1000)
      })`
    const files = { 'a.test.js': source, 'b.test.js': source }
    const run = await runJest({ jest, files, config: everything('warn'), args: ['-i', '--forceExit'] })

    expect(run.code).toBe(0)
    expect(
      run.stderr
        .match(/^.*×.*$/gm)
        ?.map((line) => line.trim())
        .sort(),
    ).toEqual(['3 × timer, opened at a.test.js:3', '3 × timer, opened at b.test.js:3'])
  })
})
