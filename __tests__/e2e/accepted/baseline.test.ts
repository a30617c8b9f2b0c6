import { legacyFile, legacySuite, nameOf } from '../support/cases/legacy-suite'
import type { JestRun } from '../support/run/jest-run'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const runs = Number(process.env['LEGACY_RUNS'] ?? 2)
/** On a busy machine a run takes its time. */
const timeout = 120_000 + runs * 20_000
const name = '.leakguard-baseline.json'

const failedIn = (run: JestRun): string[] =>
  run.json.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ title }) => title)
    .sort()

async function adopt(jest: '30' | '29'): Promise<Fixture> {
  const fixture = await createFixture({ jest, files: legacySuite })
  const created = await runLeakguard(fixture, ['baseline', 'create', '--runs', '3'])
  expect(created.stderr).toContain(`wrote ${name}: 63 leaks in 12 test files`)
  expect(created.code).toBe(0)
  return fixture
}

describe.each(['30', '29'] as const)('an old suite of 60 leaking tests, Jest %s', (jest) => {
  let fixture: Fixture
  beforeAll(async () => {
    fixture = await adopt(jest)
  })

  test('the baseline has everything, without places or times', async () => {
    const text = await fixture.read(name)
    const { leaks } = JSON.parse(text) as { leaks: { owner: string; by: string; count: unknown }[] }
    expect(leaks.map(({ by }) => by).filter((by) => !by.startsWith('test/'))).toEqual([
      'metrics-agent',
      'lazy-socket',
    ])
    expect(leaks.filter(({ count }) => count !== 1)).toEqual([
      expect.objectContaining({ owner: 'flaky', count: [0, 1] }),
    ])
    expect(text).not.toContain(fixture.root)
  })

  test(
    'it is green, time after time',
    async () => {
      for (let run = 0; run < runs; run++) {
        const green = await fixture.run({ args: run % 2 === 0 ? ['-w', '2'] : ['-i'] })
        expect(failedIn(green)).toEqual([])
        expect(green.code).toBe(0)
        expect(green.stderr).toMatch(/^Leaks: +6[23] in the baseline$/m)
      }
      for (const shard of ['1/2', '2/2']) {
        const green = await fixture.run({ args: [`--shard=${shard}`] })
        expect(failedIn(green)).toEqual([])
        expect(green.code).toBe(0)
        expect(green.stderr).toMatch(/^Leaks: +\d+ in the baseline$/m)
      }
    },
    timeout,
  )

  test('only a new leak is red, though lines have moved', async () => {
    await fixture.write({ [nameOf(4)]: `\n\n${legacyFile(4, { added: [4] })}` })
    const run = await fixture.run()
    expect(failedIn(run)).toEqual(['new in 4'])
    expect(run.code).toBe(1)
    await fixture.write({ [nameOf(4)]: legacyFile(4) })
  })

  test('one leak for another is red', async () => {
    await fixture.write({ [nameOf(7)]: legacyFile(7, { swapped: ['7.3'] }) })
    expect(failedIn(await fixture.run())).toEqual(['job 7.3'])
    await fixture.write({ [nameOf(7)]: legacyFile(7) })
  })
})

test('what is fixed is named by check and taken out by prune; a part of the suite takes nothing out', async () => {
  const fixture = await adopt('30')
  await fixture.write({ [nameOf(5)]: legacyFile(5, { fixed: ['5.1', '5.2'] }) })
  const before = await fixture.read(name)
  const jest = await fixture.run()
  expect(jest.code).toBe(0)
  expect(jest.stderr).toContain(
    'Fixed:       2 entries of the baseline are not needed any more: `jest-leakguard baseline prune`\n',
  )

  const part = await runLeakguard(fixture, ['baseline', 'prune', '--', '-t', 'clean'])
  expect(part.code).toBe(2)
  expect(part.stderr).toContain('nothing pruned, this was only a part of the suite: a test name pattern')
  expect(await fixture.read(name)).toBe(before)

  const checked = await runLeakguard(fixture, ['baseline', 'check'])
  expect(checked.code).toBe(1)
  expect(checked.stdout).toBe(
    'fixed: test/jobs-5.test.js › jobs › job 5.1: 1 × timer, opened by test/jobs-5.test.js\n' +
      'fixed: test/jobs-5.test.js › jobs › job 5.2: 1 × timer, opened by test/jobs-5.test.js\n',
  )

  const pruned = await runLeakguard(fixture, ['baseline', 'prune', '--json'])
  expect(pruned.code).toBe(0)
  expect(JSON.parse(pruned.stdout)).toMatchObject({
    baseline: name,
    stale: [{ observed: 0 }, { observed: 0 }],
  })
  expect(pruned.stderr).toContain(`wrote ${name}: 61 leaks in 12 test files`)

  // Shards are one run once they are all there.
  const shards = ['shard-1.json', 'shard-2.json']
  for (const [index, file] of shards.entries()) {
    await fixture.run({
      args: [`--shard=${index + 1}/2`],
      env: { JEST_LEAKGUARD_REPORT: `${fixture.root}/${file}` },
    })
  }
  const whole = await runLeakguard(fixture, ['baseline', 'check', ...shards])
  expect(`${whole.stdout}${whole.stderr}`).toBe(
    `leakguard baseline: ${name} is as it should be: nothing new, 61 leaks in 12 test files known\n`,
  )
  expect(whole.code).toBe(0)
  const half = await runLeakguard(fixture, ['baseline', 'check', 'shard-1.json'])
  expect(half.stderr).toContain('only a part of the suite: shard 2 of 2 is missing')
  expect(half.code).toBe(2)
})

test('what cannot be used is told once, clearly', async () => {
  const fixture = await createFixture({
    files: {
      'a.test.js': "test('leaks', () => void setInterval(() => undefined, 60_000))\n",
      [name]: '<<<<<<< ours\n',
    },
  })
  const run = await fixture.run()
  expect(run.code).toBe(1)
  expect(run.fileMessage('a.test.js')).toContain(
    `the baseline ${name} cannot be used: it has the conflict markers of a merge: resolve them`,
  )
  const check = await runLeakguard(fixture, ['baseline', 'check', 'missing.json'])
  expect(check.code).toBe(64)
  expect(check.stderr).toBe('leakguard: cannot read the report `missing.json`: no such file\n')
  const typo = await runLeakguard(fixture, ['baseline', 'chek'])
  expect(typo.code).toBe(64)
  expect(typo.stderr).toContain('got `chek`; did you mean `check`?')
})

test('a path with `<rootDir>` is written where it is read, in a folder that was not there', async () => {
  const fixture = await createFixture({
    files: { 'leaks.test.js': "test('leaks', () => void setInterval(() => {}, 1000))" },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { baseline: '<rootDir>/known/leaks.json' } },
    },
  })
  const created = await runLeakguard(fixture, ['baseline', 'create'])
  expect(created.stderr).toContain('wrote known/leaks.json: 1 leak in 1 test file')
  expect(created.code).toBe(0)
  expect(await fixture.read('known/leaks.json')).toContain('leaks.test.js')

  const run = await fixture.run()
  expect(run).toMatchObject({ code: 0 })
  expect(run.stderr).toMatch(/^Leaks: +1 in the baseline$/m)
})
