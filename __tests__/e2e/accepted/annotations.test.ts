import type { JestRun } from '../support/run/jest-run'
import { transforms } from '../support/cases/leaking-suite'
import { createFixture, runJest } from '../support/run/run-jest'

// Written like this, the fixtures below are no annotations of this file.
const fixture = (source: string): string => source.replaceAll('@LG', '@leakguard')

/** Every test whose title starts with "no" leaks and fails, every other one leaks and is allowed. */
const cases = fixture(`import type { Server } from 'node:net'

interface Shared {
  // Comments and types are gone when this runs.
  server?: Server
}
const shared: Shared = {}
const leak = (): void => void setInterval(() => shared, 60_000)

// @LG-allow timer: polling client, see #123 (until 2999-01-31)
test('line comment', leak)

test('no comment', leak)

/* @LG-allow timer: old code */
test('block comment', leak)

/**
 * Polls.
 *
 * @LG-allow timer by ./*.test.ts: old code that nobody
 * understands (until 2999-12-31)
 */
test(
  'JSDoc comment',
  leak,
)

test('trailing comment', () => { // @LG-allow timer: old code
  leak()
})

// @LG-allow tcp-server: another type
test('no: another type', leak)

// @LG-allow * x2: exactly two
test('count', () => {
  leak()
  setTimeout(() => shared, 60_000)
})

// @LG-allow timer: of the whole block
describe('block', () => {
  beforeAll(leak)

  test('in a block', leak)

  describe('deeper', () => {
    test('in a nested block', leak)
  })
})
test('no longer in the block', leak)

describe('one in the block', () => {
  // @LG-allow timer: this one
  test('allowed', leak)
  test('not its neighbour', leak)
})

// @LG-allow timer: table
test.each([
  ['array 1', 1],
  ['array 2', [2]],
])('%s', leak)

// @LG-allow timer: table in one line
test.each([['short 1'], ['short 2']])('%s', leak)

// @LG-allow timer: table
test.each\`
  name            | n
  \${'template 1'} | \${1}
  \${'template 2'} | \${2}
\`('$name', leak)

// @LG-allow timer: table of blocks
describe.each([
  ['blocks 1'],
  ['blocks 2'],
])('%s', () => {
  test('in it', leak)
})

// @LG-allow timer: for later
test.concurrent('concurrent', async () => leak())

function declare(name: string): void {
  // Declares a test.
  test(name, leak)
}
// @LG-allow timer: helper
declare('helper')
declare('not helped')

// @LG-allow timer: too far away

test('not below an empty line', leak)

// @LG-allow timer: failing as announced
test.failing('failing', () => {
  leak()
  throw new Error('as announced')
})
`)
const failing = [
  'no comment',
  'no: another type',
  'no longer in the block',
  'one in the block not its neighbour',
  'not helped',
  'not below an empty line',
]
/** Each kind of comment above each way to declare tests, and the same without a comment: that one fails. */
const comments = {
  line: '// @LG-allow timer: old code',
  block: '/* @LG-allow timer: old code */',
  JSDoc: '/**\n * About it.\n *\n * @LG-allow timer: old code\n */',
}
const forms: Readonly<Record<string, (title: string) => string>> = {
  test: (title) => `test('${title}', leak)`,
  'test.each, array': (title) => `test.each([\n  ['${title} 1'],\n  ['${title} 2'],\n])('%s', leak)`,
  'test.each, template': (title) =>
    `test.each\`\n  title\n  \${'${title} 1'}\n  \${'${title} 2'}\n\`('$title', leak)`,
  describe: (title) => `describe('${title}', () => {\n  test('inner', leak)\n})`,
  'describe.each, array': (title) =>
    `describe.each([\n  ['${title} 1'],\n  ['${title} 2'],\n])('%s', () => {\n  test('inner', leak)\n})`,
  'describe.each, template': (title) =>
    `describe.each\`\n  title\n  \${'${title} 1'}\n  \${'${title} 2'}\n\`('$title', () => {\n  test('inner', leak)\n})`,
  'a helper': (title) => `declare('${title}')`,
  'a helper of blocks': (title) => `declareBlock('${title}')`,
}
const matrix = fixture(`interface Shared {
  // Comments and types are gone when this runs.
  timers?: number
}
const shared: Shared = {}
const leak = (): void => void setInterval(() => shared, 60_000)
function declare(title: string): void {
  test(title, leak)
}
function declareBlock(title: string): void {
  describe(title, () => {
    test('inner', leak)
  })
}
${Object.entries(comments)
  .flatMap(([kind, comment]) =>
    Object.entries(forms).map(
      ([form, declare]) =>
        `${comment}\n${declare(`yes: ${kind}, ${form}`)}\n\n${declare(`no: ${kind}, ${form}`)}\n`,
    ),
  )
  .join('\n')}`)
const tsconfig = JSON.stringify({
  compilerOptions: { target: 'es2022', module: 'commonjs', types: ['jest', 'node'], esModuleInterop: true },
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each(Object.keys(transforms) as (keyof typeof transforms)[])('comments, %s', async (name) => {
    const { config, files } = transforms[name]
    const run = await runJest({
      jest,
      files: { ...files, 'tsconfig.json': tsconfig, 'a.test.ts': cases, 'matrix.test.ts': matrix },
      config: { preset: 'jest-leakguard', ...config },
    })
    const titlesIn = (file: string, wanted: string): string[] =>
      run
        .file(file)
        .assertionResults.filter(({ status }) => status === wanted)
        .map(({ fullName }) => fullName)
        .sort()
    expect(titlesIn('a.test.ts', 'failed')).toEqual([...failing].sort())
    const failedOfMatrix = titlesIn('matrix.test.ts', 'failed')
    expect(failedOfMatrix.filter((title) => !title.startsWith('no: '))).toEqual([])
    expect(failedOfMatrix.map((title) => title.replace('no: ', 'yes: '))).toEqual(
      titlesIn('matrix.test.ts', 'passed'),
    )
    expect(failedOfMatrix).toHaveLength(36)
    expect(run.fileMessage('a.test.ts')).not.toContain('Test suite failed to run')
    // Two leaks under one comment of a block, each of its own owner.
    expect(run.stderr).toMatch(/^Leaks: +42 failed, 57 allowed$/m)
    // The one for another type is not needed; the one that is too far away belongs to nothing.
    expect(run.stderr).toContain('Allowances:  1 to look at')
  })
})

const leaking = "test('leaks', () => void setInterval(() => undefined, 60_000))"
const files = {
  'off.test.js': fixture(`/** @LG off */\n${leaking}\n`),
  'options.test.js': fixture(
    `/**\n * @LG {"types": {"timer": "warn"},\n *   "gracePeriod": 50}\n */\n${leaking}
    test('server', () => void require('node:net').createServer().listen(0))\n`,
  ),
  'allow.test.js': fixture(
    `/**\n * About.\n * @LG-allow timer: old code\n * @LG-allow tcp-server x1: old code\n */\n${leaking}
    test('server', () => void require('node:net').createServer().listen(0))
    test('two servers', () => void require('node:net').createServer().listen(0))\n`,
  ),
  'no-docblock.test.js': fixture(`// @LG off\n${leaking}\n`),
  'bad-json.test.js': fixture(`/** @LG {"gracePeriod": } */\n${leaking}\n`),
  'bad-option.test.js': fixture(`/**\n * @LG {"graceperiod": 5}\n */\n${leaking}\n`),
  'bad-allow.test.js': fixture(`/**\n * @LG-allow timer: fine\n * @LG-allow timr: typo\n */\n${leaking}\n`),
  'nested.test.js': `/**\n * @jest-environment-options {"leakguard": {"gracePeriod": 5}}\n */\n${leaking}\n`,
  'no-reason.test.js': fixture(`// @LG-allow timer\n${leaking}\n`),
  'bad-type.test.js': fixture(`// @LG-allow timr: why\n${leaking}\n`),
  'bad-date.test.js': fixture(`\n// @LG-allow timer: why (until 31.1.2027)\n${leaking}\n`),
  'bad-tag.test.js': fixture(`// @LG-alow timer: why\n${leaking}\n`),
  'stray.test.js': fixture(`${leaking}\n// @LG-allow timer\n`),
}

describe.each(['30', '29'] as const)('docblocks and mistakes, Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    const config = { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { isolation: 'test' } } }
    run = await runJest({ jest, files, config, args: ['-i'] })
  })

  test('off', () => {
    expect(run.file('off.test.js').status).toBe('passed')
    expect(run.stderr).not.toContain('off.test.js:')
  })

  test('options are merged with those of the project', () => {
    const { assertionResults } = run.file('options.test.js')
    expect(assertionResults.map(({ status }) => status)).toEqual(['passed', 'failed'])
    expect(run.stderr).toContain('1 × timer, opened at options.test.js:5')
  })

  test('allowances hold for the file, up to their count', () => {
    const { assertionResults, message } = run.file('allow.test.js')
    expect(assertionResults.map(({ status }) => status)).toEqual(['passed', 'passed', 'failed'])
    expect(message).toContain('allow:   allow.test.js:4 accepts 1, this makes 2')
  })

  test.each([
    ['bad-json.test.js', 'bad-json.test.js:1: @leakguard: expected `off` or options as JSON'],
    [
      'bad-option.test.js',
      'bad-option.test.js:2: @leakguard.graceperiod: unknown option; did you mean "gracePeriod"?',
    ],
    [
      'bad-allow.test.js',
      'bad-allow.test.js:3: @leakguard-allow.type: unknown resource type "timr"; did you mean "timer"?',
    ],
    [
      'nested.test.js',
      'nested.test.js:2: @jest-environment-options with "leakguard" would drop the project\'s options; expected `@leakguard {"gracePeriod":5}`',
    ],
    ['no-reason.test.js', 'no-reason.test.js:1: @leakguard-allow: expected a type and a reason'],
    [
      'bad-type.test.js',
      'bad-type.test.js:1: @leakguard-allow.type: unknown resource type "timr"; did you mean "timer"?',
    ],
    [
      'bad-date.test.js',
      'bad-date.test.js:2: @leakguard-allow.until: expected a date such as "2027-01-31", got "31.1.2027"',
    ],
    ['bad-tag.test.js', 'bad-tag.test.js:1: unknown annotation @leakguard-alow; expected @leakguard-allow'],
    ['no-docblock.test.js', 'no-docblock.test.js:1: unknown annotation @leakguard; expected'],
    ['stray.test.js', 'stray.test.js:2: @leakguard-allow: expected a type and a reason'],
  ])('%s fails with its line', (file, text) => {
    expect(run.fileMessage(file)).toContain('● Test suite failed to run')
    expect(run.fileMessage(file)).toContain(text)
  })

  test('a mistake in a comment is shown where it is', () => {
    expect(run.fileMessage('bad-date.test.js')).toMatch(/^ +> 2 \| \/\/ @leakguard-allow timer: why/m)
  })
})

describe('allowances that are not needed', () => {
  const sources = {
    'unused.test.js': fixture(`
      const { allowLeaks } = require('jest-leakguard')
      // @LG-allow timer: was fixed
      test('fixed', () => undefined)
      test('fixed too', () => allowLeaks({ type: 'timer', reason: 'was fixed' }))
      // @LG-allow timer x2: one was fixed
      test('fewer', () => void setInterval(() => undefined, 60_000))
      // @LG-allow timer x0-2: flaky
      test('flaky', () => undefined)
    `),
    'expired.test.js': fixture(`
      // @LG-allow timer: metrics flush (until 2020-01-31)
      describe('block', () => {
        test('leaks', () => void setInterval(() => undefined, 60_000))
      })
    `),
    'incomplete.test.js': fixture(`
      // @LG-allow timer: not known
      test('fails', () => { throw new Error('no') })
      // @LG-allow timer: not known
      test.skip('skipped', () => undefined)
      // @LG-allow timer: not known
      describe('block', () => {
        test('passes', () => undefined)
        test.skip('skipped', () => undefined)
      })
    `),
  }
  const unused = 'unused.test.js:3: the allowance `@leakguard-allow` (“was fixed”) is not needed'

  test('are told, one line each', async () => {
    const project = await createFixture({ files: sources })
    const run = await project.run()
    expect(run.json.numFailedTests).toBe(1)
    const told = run.stderr.slice(run.stderr.indexOf('Allowances:')).split('\n').slice(0, 5)
    expect(told.map((line) => line.trim()).sort()).toEqual([
      'Allowances:  4 to look at',
      'expired.test.js:2: the allowance `@leakguard-allow` (“metrics flush”) ended on 2020-01-31: fix the leak and delete it, or give it a new date',
      'unused.test.js:3: the allowance `@leakguard-allow` (“was fixed”) is not needed, nothing it matches has leaked: delete it',
      'unused.test.js:5: the allowance `allowLeaks()` (“was fixed”) is not needed, nothing it matches has leaked: delete it',
      'unused.test.js:6: the allowance `@leakguard-allow` (“one was fixed”) accepts 2 leaks, there were 1: lower its count',
    ])
    // Part of a file says nothing about the rest of it.
    const partial = await project.run({ args: ['-t', 'fixed too'] })
    expect(partial.stderr).not.toContain('unused.test.js:3')
  })

  test.each(['30', '29'] as const)('fail with the strict preset, Jest %s', async (jest) => {
    const run = await runJest({ jest, files: sources, config: { preset: 'jest-leakguard/strict' } })
    expect(run.messageOf('fixed')).toContain(unused)
    expect(run.messageOf('fixed')).toMatch(/^ +> 3 \| .*@leakguard-allow timer: was fixed$/m)
    expect(run.messageOf('fixed too')).toMatch(/^ +> 5 \| .*allowLeaks\(/m)
    expect(run.test('flaky').status).toBe('passed')
    expect(run.test('block › leaks').status).toBe('passed')
    expect(run.fileMessage('expired.test.js')).toContain('ended on 2020-01-31')
    expect(run.fileMessage('incomplete.test.js')).not.toContain('allowance')
  })
})
