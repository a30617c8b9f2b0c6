import type { JestLine } from '../support/install/consumers'
import type { JestRun } from '../support/run/jest-run'
import { javascript, transforms, typescript } from '../support/cases/leaking-suite'
import { createFixture, runJest } from '../support/run/run-jest'

const explicit = {
  testEnvironment: 'jest-leakguard/environment',
  reporters: ['default', 'jest-leakguard/reporter'],
}

/** The text of a jest.config.js for each way in, around what else the project configures. */
const ways = {
  'the preset': (rest: object) => exporting({ preset: 'jest-leakguard', ...rest }),
  'the strict preset': (rest: object) => exporting({ preset: 'jest-leakguard/strict', ...rest }),
  'environment and reporter': (rest: object) => exporting({ ...explicit, ...rest }),
  withLeakGuard: (rest: object) => wrapping(rest),
}
type Way = keyof typeof ways

const allWays = Object.keys(ways) as Way[]

function exporting(config: object): string {
  return `module.exports = ${JSON.stringify(config)}\n`
}

function wrapping(config: object): string {
  return `const { withLeakGuard } = require('jest-leakguard')\nmodule.exports = withLeakGuard(${JSON.stringify(config)})\n`
}

function expectTheLeak(run: JestRun, place: string): void {
  expect(run.test('clean')).toMatchObject({ status: 'passed' })
  expect(run.test('leaks')).toMatchObject({ status: 'failed' })
  expect(run.messageOf('leaks')).toContain('LeakError: this test leaked a timer')
  expect(run.messageOf('leaks')).toContain(place)
  expect(run.output).not.toContain('under testEnvironment')
  expect(run.output).not.toContain('under another test environment')
  expect(run.output).not.toContain('Validation')
  expect(run.code).toBe(1)
}

describe.each(['30', '29', 'pnpm30', 'pnpm29'] as JestLine[])('Jest %s, JavaScript', (jest) => {
  test.each(allWays)('%s', async (way) => {
    const run = await runJest({
      jest,
      config: false,
      files: { ...javascript, 'jest.config.js': ways[way]({}) },
    })
    expectTheLeak(run, 'leak.test.js:3:')
  })
})

describe.each(Object.keys(transforms) as (keyof typeof transforms)[])('TypeScript with %s', (name) => {
  const { config, files } = transforms[name]

  test.each([
    ['30', 'the preset'],
    ['30', 'environment and reporter'],
    ['30', 'withLeakGuard'],
    ['29', 'the preset'],
    ['29', 'withLeakGuard'],
  ] as [JestLine, Way][])('Jest %s, %s', async (jest, way) => {
    const run = await runJest({
      jest,
      config: false,
      files: { ...typescript, ...files, 'jest.config.js': ways[way](config) },
    })
    expectTheLeak(run, 'leak.test.ts:13:')
    expect(run.test('types')).toMatchObject({ status: 'passed' })
  })
})

test('withLeakGuard beside the preset of ts-jest', async () => {
  const files = { ...typescript, 'jest.config.js': wrapping({ preset: 'ts-jest' }) }
  expectTheLeak(await runJest({ config: false, files }), 'leak.test.ts:13:')
})

describe.each(['30', '29'] as JestLine[])('Jest %s', (jest) => {
  test('one file by @jest-environment', async () => {
    const guarded = `/** @jest-environment jest-leakguard/environment */${javascript['leak.test.js']}`
    const run = await runJest({
      jest,
      config: {},
      files: { 'guarded.test.js': guarded, 'other.test.js': other },
    })
    expect(run.test('leaks')).toMatchObject({ status: 'failed' })
    expect(run.messageOf('leaks')).toContain('guarded.test.js:3:')
    expect(run.test('clean')).toMatchObject({ status: 'passed' })
    expect(run.test('not guarded')).toMatchObject({ status: 'passed' })
  })

  test('the strict preset closes a leak before the next test', async () => {
    const files = { 'ticks.test.js': ticking }
    const [loose, strict] = await Promise.all([
      runJest({ jest, files }),
      runJest({ jest, files, config: { preset: 'jest-leakguard/strict' } }),
    ])
    expect(loose.test('is not disturbed by it')).toMatchObject({ status: 'failed' })
    expect(strict.test('is not disturbed by it')).toMatchObject({ status: 'passed' })
    expect(strict.messageOf('leaks a timer')).toContain('LeakError: this test leaked a timer')
  })

  test.each([
    [{ leakguard: { gracePeriod: 500 } }, 'passed'],
    [{ leakguard: { types: { pipe: 'warn' } } }, 'passed'],
    [{ globalsCleanup: 'off' }, 'passed'],
    [{ leakguard: { isolation: 'file' } }, 'failed'],
  ])('the strict preset beside %j', async (testEnvironmentOptions, status) => {
    const config = { preset: 'jest-leakguard/strict', testEnvironmentOptions }
    const run = await runJest({ jest, files: { 'ticks.test.js': ticking }, config })
    expect(run.test('is not disturbed by it')).toMatchObject({ status })
    expect(run.test('leaks a timer')).toMatchObject({ status: 'failed' })
  })

  test('a mistake beside the strict preset is one clear error', async () => {
    const testEnvironmentOptions = { leakguard: { types: 'timer' } }
    const config = { preset: 'jest-leakguard/strict', testEnvironmentOptions }
    const run = await runJest({ jest, files: { 'ticks.test.js': ticking }, config })
    expect(run.fileMessage('ticks.test.js')).toContain(
      'jest-leakguard: testEnvironmentOptions.leakguard.types: expected an object such as { timer: "warn" }, got "timer"',
    )
  })

  test('one file by the strict environment', async () => {
    const strict = `/** @jest-environment jest-leakguard/strict-environment */\n${ticking}`
    const run = await runJest({ jest, files: { 'strict.test.js': strict } })
    expect(run.test('is not disturbed by it')).toMatchObject({ status: 'passed' })
  })

  test('the preset in projects', async () => {
    const projects = ['a', 'b'].map((name) => ({
      displayName: name,
      preset: 'jest-leakguard',
      testMatch: [`<rootDir>/${name}/*.test.js`],
    }))
    const files = { 'a/leak.test.js': javascript['leak.test.js'], 'b/other.test.js': other }
    expectTheLeak(
      await runJest({ jest, config: { preset: 'jest-leakguard', projects }, files }),
      'a/leak.test.js:3:',
    )
  })
})

const other = `test('not guarded', () => {
  setTimeout(() => undefined, 50)
})
`

const ticking = `let ticks = 0
test('leaks a timer', () => {
  setInterval(() => { ticks += 1 }, 5)
})
test('is not disturbed by it', async () => {
  const before = ticks
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(ticks).toBe(before)
})
`

describe('reporters of the preset', () => {
  const passing = { 'pass.test.js': `test('passes', () => undefined)` }

  test.each([
    ['30', {}, true],
    ['30', { CLAUDECODE: '1' }, false],
    ['29', { CLAUDECODE: '1' }, true],
  ] as [JestLine, Record<string, string>, boolean][])(
    'Jest %s with %j prints what it does without us',
    async (jest, env, isListed) => {
      const fixture = await createFixture({ jest, config: false, files: passing })
      await fixture.write({ 'jest.config.js': exporting({}) })
      const plain = await fixture.run({ env })
      for (const way of allWays) {
        await fixture.write({ 'jest.config.js': ways[way]({}) })
        const run = await fixture.run({ env })
        if (way !== 'environment and reporter') expect(run.stderr).toBe(plain.stderr)
        expect(run.code).toBe(0)
      }
      expect(/^PASS /m.test(plain.stderr)).toBe(isListed)
    },
  )
})
