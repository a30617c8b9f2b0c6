import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const told = `leakguard: "moves to Paris" had left \`process.env.TZ\` set (a.test.js:6) before this test ran`

const source = `
  const assert = require('assert')
  const kept = []
  const inBerlin = () => expect(process.env.TZ ?? 'Europe/Berlin').toBe('Europe/Berlin')
  test('fails before', () => { expect(1).toBe(2) })
  test('moves to Paris', () => { process.env.TZ = 'Europe/Paris' })
  describe('finds it', () => {
    test('by expect', () => {
      inBerlin()
    })
    test('by node:assert', () => {
      assert.strictEqual(process.env.TZ, undefined)
    })
    test('by a text', () => { throw \`in \${process.env.TZ}\` })
    test('by an error that is kept', () => {
      kept.push(Object.assign(new TypeError('kept'), { code: 'EKEPT' }))
      throw kept[0]
    })
    test('which is as it was', () => { expect(kept[0].stack).not.toContain(' had left ') })
    test('with a cause', () => { throw new Error('outer', { cause: new Error('inner') }) })
    test('by a snapshot', () => { expect(process.env.TZ).toMatchInlineSnapshot('"Europe/Berlin"') })
    test('too late', (done) => {}, 50)
  })
  describe('puts it back after it failed', () => {
    let before
    beforeEach(() => { before = process.env.TZ })
    afterEach(() => { delete process.env.TZ })
    test('by a hook', () => inBerlin())
  })
  describe('has nothing to do with it', () => {
    test('after all is put back', () => inBerlin() || expect(1).toBe(2))
    test('leaves another', () => { process.env.KEY = 'one' })
    test('has one of its own', () => { process.env.KEY = 'two'; expect(process.env.KEY).toBe('one') })
    test('passes', () => {})
    test.failing('fails as it should', () => { expect(process.env.KEY).toBeUndefined() })
  })`
const retried = `
  jest.retryTimes(1)
  let runs = 0
  test('leaves it', () => { process.env.LEFT = 'x' })
  test('passes in the end', () => { runs += 1; expect(runs).toBe(2) })`

const earlier = {
  'a.test.js': `test('leaves it', () => { process.chdir('below') })`,
  'b.test.js': `
    test('finds it', () => { expect(require('fs').existsSync('below')).toBe(true) })
    test('passes', () => {})`,
  'c.test.js': `
    afterAll(() => process.chdir('..'))
    test('puts it back', () => { process.chdir('..'); expect(1).toBe(2) })`,
  'below/empty': '',
  'by-name.js': `
    const { default: Base } = require('@jest/test-sequencer')
    module.exports = class extends Base { sort(tests) { return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1)) } }`,
}

/** Frames are those of the runner, too; ours are beside it. */
const withoutFrames = (message: string): string => message.replaceAll(/\n +at .*/g, '')

const messagesOf = (run: JestRun, title: string): readonly string[] =>
  run
    .file('a.test.js')
    .assertionResults.flatMap((each) => (each.title === title ? own(each.failureMessages) : []))

/** Without the verdict on what it has left itself. */
const own = (messages: readonly string[]): readonly string[] =>
  messages.map(withoutFrames).filter((message) => !message.startsWith('LeakError: '))

const failing = (types: object): object => ({
  preset: 'jest-leakguard',
  testEnvironmentOptions: { leakguard: { types } },
})

/** Those fail for what they have left. */
const leaving = new Set(['moves to Paris', 'leaves another', 'leaves it'])

const inTheMessage = [
  'by expect',
  'by node:assert',
  'by an error that is kept',
  'with a cause',
  'by a snapshot',
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  let plain: JestRun
  let warned: JestRun
  beforeAll(async () => {
    const files = { 'a.test.js': source, 'retried.test.js': retried }
    // In workers: what a test fails with is handed on.
    run = await runJest({ files, jest, args: ['-w2', '--ci'], config: failing({ env: 'fail' }) })
    plain = await runJest({ files, jest, args: ['-w2', '--ci'], config: { testEnvironment: 'node' } })
    warned = await runJest({ files, jest, args: ['-w2', '--ci'], config: { preset: 'jest-leakguard' } })
  })

  test.each([...inTheMessage, 'by a hook'])(
    '%s: the line stands below the message, above the frames',
    (title) => {
      const [message, ...others] = messagesOf(run, title)
      expect(others).toEqual([])
      expect(message).toContain(`\n\n${told}`)
      if (title !== 'by a hook')
        expect([message?.replace(`\n\n${told}`, '')]).toEqual(messagesOf(plain, title))
      expect(run.messageOf(title)).toContain(told)
    },
  )

  test.each(inTheMessage)('%s: Jest prints the same code and frames below it', (title) => {
    expect(run.messageOf(title).replace(`    ${told}\n\n`, '')).toBe(plain.messageOf(title))
  })

  test.each(['by a text', 'too late'])(
    '%s: where there is no error to add to it stands beside it',
    (title) => {
      expect(messagesOf(run, title)).toEqual([...messagesOf(plain, title), told])
    },
  )

  test('where it only warns, messages are those of plain Jest, and the summary says it', () => {
    for (const title of [...inTheMessage, 'by a hook', 'by a text', 'too late'])
      expect(messagesOf(warned, title)).toEqual(messagesOf(plain, title))
    expect(warned.stderr).toContain('by expect failed after "moves to Paris" had left')
  })

  test('an error that others keep is as it was', () => {
    expect(run.test('finds it › which is as it was').status).toBe('passed')
  })

  test.each(['fails before', 'after all is put back', 'has one of its own'])(
    '%s: nothing is told',
    (title) => {
      expect(messagesOf(run, title)).toHaveLength(1)
      expect(messagesOf(run, title)).toEqual(messagesOf(plain, title))
    },
  )

  test('other results are those of plain Jest', () => {
    const resultsOf = ({ code, json }: JestRun): unknown => [
      code,
      json.testResults
        .flatMap(({ assertionResults }) =>
          assertionResults.flatMap(({ fullName, status, title }) =>
            leaving.has(title) ? [] : [[fullName, status]],
          ),
        )
        .sort(),
    ]
    expect(resultsOf(run)).toEqual(resultsOf(plain))
  })

  test('a test that passes in the end has suffered from nothing', () => {
    expect(run.output).not.toContain('passes in the end failed')
  })

  test('what an earlier file has left is told in the test that finds it', async () => {
    const config = { ...failing({ cwd: 'fail' }), testSequencer: './by-name.js' }
    const later = await runJest({ files: earlier, jest, config, args: ['-i'] })
    expect(later.messageOf('finds it')).toContain(
      'leakguard: "a.test.js › leaves it" had left the working directory changed (a.test.js:1) before this test ran',
    )
    expect(later.messageOf('puts it back')).not.toContain('leakguard:')
  })
})
