import type { JestRun } from '../support/run/jest-run'
import { createFixture, type FixtureOptions } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

async function bisect(options: FixtureOptions, args: readonly string[] = []): Promise<JestRun> {
  return runLeakguard(await createFixture(options), ['bisect', ...args])
}

const passing = (n: number): string => `test('passes no. ${String(n)}', () => {})\n`
const others = Object.fromEntries(
  Array.from({ length: 3 }, (_, n) => [`other-${String(n)}.test.js`, passing(n)]),
)
/** Jest's own order is by size where it knows nothing else: the largest first. */
const padding = `// ${'-'.repeat(4_000)}\n`

const acrossFiles: FixtureOptions['files'] = {
  ...others,
  'moves.test.js': `${padding}
    test('looks', () => {})
    test('moves', () => { process.chdir('below') })
    test('looks again', () => {})`,
  'below/empty': '',
  'reads.test.js': `
    const { existsSync } = require('fs')
    test('exists', () => {})
    test('reads below its folder', () => { expect(existsSync('below')).toBe(true) })`,
}

const withinAFile: FixtureOptions['files'] = {
  'a.test.js': `
    let flag
    ${[1, 2, 3].map(passing).join('    ')}
    test('sets a flag', () => { flag = true; process.env.LEFT = 'x' })
    test('another', () => {})
    describe('a block', () => {
      test('wants (both) not to be set', () => { expect(flag && process.env.LEFT).toBeUndefined() })
    })
    test('sets nothing', () => {})`,
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('a test that fails after another file: that test of it, and the state between them', async () => {
    const run = await bisect({ files: acrossFiles, jest })
    expect(run.stdout).toBe(
      [
        'reads.test.js › reads below its folder fails after',
        '  moves.test.js › moves',
        'which leaves behind',
        '  the working directory changed (moves.test.js:4)\n',
      ].join('\n'),
    )
    expect(run.stderr).toContain('leakguard bisect: run 1: all test files: 1 failed')
    expect(run.stderr).toContain('the test alone: passes')
    expect(run.code).toBe(1)
  })

  test('a test that fails after another of its file', async () => {
    const run = await bisect({ files: withinAFile, jest })
    expect(run.stdout).toContain(
      'a.test.js › a block wants (both) not to be set fails after\n  a.test.js › sets a flag\n',
    )
    expect(run.stdout).toContain('  `process.env.LEFT` set (a.test.js:')
    expect(run.code).toBe(1)
  })
})

test('a seed shuffles the files: the same each time', async () => {
  const fixture = await createFixture({ files: acrossFiles })
  const runs: JestRun[] = []
  // One of the two orders has the file that moves first.
  for (const seed of ['1', '4']) runs.push(await runLeakguard(fixture, ['bisect', '--seed', seed]))
  expect(runs.map(({ code }) => code)).toEqual([0, 1])
  expect(runs[1]?.stdout).toContain('  moves.test.js › moves\n')
})

test('what fails alone, or never, is said to', async () => {
  const alone = await bisect({
    files: { ...others, 'a.test.js': `test('fails', () => { throw new Error() })` },
  })
  expect(alone.stderr).toContain('a.test.js › fails fails alone: no other test is needed for that')
  expect(alone.code).toBe(2)
  const never = await bisect({ files: { 'a.test.js': passing(1) } })
  expect(never.stderr).toContain('no test fails')
  expect(never.code).toBe(0)
})

test('a search without runs enough says what it knows, and goes on where it was', async () => {
  const fixture = await createFixture({ files: acrossFiles })
  const first = await runLeakguard(fixture, ['bisect', '--runs', '4'])
  expect(first.code).toBe(2)
  const second = await runLeakguard(fixture, ['bisect'])
  expect(second.stderr).toContain('goes on after 4 runs of a search that was interrupted')
  expect(second.stderr).not.toContain('all test files')
  expect(second.stdout).toContain('  moves.test.js › moves\n')
})
