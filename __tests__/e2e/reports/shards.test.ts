import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../../src/report/model/model'
import { schemaErrors } from '../../report/support/validate'
import type { JestRun } from '../support/run/jest-run'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const leaking = (name: string): string => `
  test('${name} leaks', () => { setInterval(() => '${name}', 60_000) })
  test('${name} is clean', () => {})`

const names = ['a', 'b', 'c', 'd', 'e', 'f']

async function shardedSuite(files: Readonly<Record<string, string>> = {}): Promise<Fixture> {
  const suite = Object.fromEntries(names.map((name) => [`${name}.test.js`, leaking(name)]))
  const fixture = await createFixture({ files: { ...suite, ...files } })
  for (const index of [1, 2]) {
    // As a CI machine would: only the shard is said.
    const run = await fixture.run({ args: ['--ci', `--shard=${index}/2`] })
    expect(run.code).toBe(1)
    expect(run.stderr).toContain(`Report:      leak-report/leaks-${index}-of-2.json`)
  }
  return fixture
}

const readReport = async (fixture: Fixture, file: string): Promise<Report> =>
  JSON.parse(await fixture.read(file)) as Report

test('two shards run as CI would, merged, in every format', async () => {
  const fixture = await shardedSuite()
  const merged = await runLeakguard(fixture, ['merge', '--output', 'merged.json'])
  expect([merged.code, merged.output]).toEqual([
    1,
    'leakguard merge: wrote merged.json: 2 reports, 6 test files\n',
  ])
  const report = await readReport(fixture, 'merged.json')
  expect(schemaErrors(report)).toEqual([])
  expect(report.files.map(({ file }) => file)).toEqual(names.map((name) => `${name}.test.js`))
  expect(report).toMatchObject({
    missingShards: [],
    totals: { leaks: { new: 6 }, tests: { passed: 6, failed: 6 } },
  })
  // Every file was counted.
  expect(report.files.every((file) => 'counts' in file)).toBe(true)

  const backwards = await runLeakguard(fixture, [
    'merge',
    'leak-report/leaks-2-of-2.json',
    'leak-report/leaks-1-of-2.json',
  ])
  expect(backwards.stdout).toBe(await fixture.read('merged.json'))

  const formats = ['json', 'html', 'markdown', 'sarif', 'junit', 'ctrf', 'gitlab']
  const written = await runLeakguard(fixture, [
    'report',
    '--format',
    formats.join(),
    '--output',
    'out/',
    'merged.json',
  ])
  const outputs = ['json', 'html', 'md', 'sarif', 'junit.xml', 'ctrf.json', 'gitlab.json']
  expect([written.code, written.output]).toEqual([
    1,
    `leakguard report: wrote ${outputs.map((format) => `out/leaks.${format}`).join(', ')}\n`,
  ])
  expect(await fixture.read('out/leaks.json')).toBe(await fixture.read('merged.json'))
  expect(await fixture.read('out/leaks.html')).toContain('a leaks')
  expect(await fixture.read('out/leaks.md')).toContain('## Leaks: 6 failed')
  expect(
    (JSON.parse(await fixture.read('out/leaks.sarif')) as { runs: { results: [] }[] }).runs[0]?.results,
  ).toHaveLength(6)
  expect(JSON.parse(await fixture.read('out/leaks.gitlab.json'))).toHaveLength(6)
  expect(JSON.parse(await fixture.read('out/leaks.ctrf.json'))).toMatchObject({
    results: { summary: { failed: 6 } },
  })
  expect(await fixture.read('out/leaks.junit.xml')).toMatch(
    /<testsuites name="jest-leakguard" tests="6" failures="6" errors="0"/,
  )
  const annotations = await runLeakguard(fixture, ['report', '--format', 'github', 'merged.json'])
  expect(annotations.stdout.match(/^::error file=[a-f]\.test\.js,/gm)).toHaveLength(6)
})

test('a shard that is missing, twice or cut off', async () => {
  const fixture = await shardedSuite({ 'clean.test.js': "test('clean', () => {})" })
  const [one, two] = ['leak-report/leaks-1-of-2.json', 'leak-report/leaks-2-of-2.json'] as const
  const alone = await runLeakguard(fixture, ['merge', '--output', 'out.json', two])
  expect(alone.stderr).toBe(
    'leakguard merge: shard 1 of 2 is missing\nleakguard merge: wrote out.json: 1 report, 3 test files\n',
  )
  await fixture.write({
    'again.json': await fixture.read(one),
    'cut.json': (await fixture.read(two)).slice(0, 2000),
  })
  const twice = await runLeakguard(fixture, ['merge', one, two, 'again.json'])
  expect([twice.code, twice.stderr]).toEqual([
    2,
    `leakguard: shard 1 of 2 is in \`again.json\` and in \`${one}\`: leave out what is too much\n`,
  ])
  const cut = await runLeakguard(fixture, ['merge', one, 'cut.json'])
  expect([cut.code, cut.stderr]).toEqual([2, 'leakguard: `cut.json` is cut off: its end is missing\n'])
})

test('the reports of shards are what a baseline is made of and judged by', async () => {
  const fixture = await shardedSuite()
  const created = await runLeakguard(fixture, [
    'baseline',
    'create',
    'leak-report/leaks-1-of-2.json',
    'leak-report/leaks-2-of-2.json',
  ])
  expect([created.code, created.stderr]).toEqual([
    0,
    'leakguard baseline: wrote .leakguard-baseline.json: 6 leaks in 6 test files\n' +
      '  6 × timer, opened by the test file itself\n',
  ])
  // The reports are from before: the merge judges them by the baseline of now.
  const merged = await runLeakguard(fixture, ['merge', '--output', 'merged.json'])
  expect(merged.code).toBe(0)
  expect(await readReport(fixture, 'merged.json')).toMatchObject({
    fixed: [],
    totals: { leaks: { new: 0, known: 6 } },
  })

  await fixture.write({ 'a.test.js': "test('a leaks', () => {})" })
  for (const index of [1, 2])
    expect((await fixture.run({ args: ['--ci', `--shard=${index}/2`] })).code).toBe(0)
  await runLeakguard(fixture, ['merge', '--output', 'merged.json'])
  expect(await readReport(fixture, 'merged.json')).toMatchObject({
    fixed: [{ file: 'a.test.js', type: 'timer', observed: 0 }],
  })
  const checked = await runLeakguard(fixture, ['baseline', 'check', 'merged.json'])
  expect([checked.code, checked.stdout]).toEqual([
    1,
    'fixed: a.test.js › a leaks: 1 × timer, opened by a.test.js\n',
  ])
})

/** A disk without any room, where this user may mount one. */
function fullDisk(at: string): boolean {
  mkdirSync(at)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', at]).status === 0
  if (!mounted) {
    process.stderr.write('\nSKIPPED: a full disk: this user cannot mount one\n\n')
    return false
  }
  disks.push(at)
  expect(() => writeFileSync(path.join(at, 'full'), Buffer.alloc(64 * 1024))).toThrow('ENOSPC')
  return true
}

const disks: string[] = []
afterEach(() => {
  for (const disk of disks.splice(0)) spawnSync('umount', [disk])
})

test('without the reporter no verdict is lost', async () => {
  const config = { testEnvironment: 'jest-leakguard/environment' }
  const fixture = await createFixture({ files: { 'a.test.js': leaking('a') }, config })
  expectVerdict(await fixture.run({ args: ['--ci'] }))
  expect(existsSync(path.join(fixture.root, 'leak-report'))).toBe(false)
})

test.each([
  ['temporary files', 'disk', 'leak-report'],
  ['reports', 'tmp', 'disk'],
])('a full disk for %s loses no verdict', async (_what, temporary, output) => {
  const fixture = await createFixture({
    files: { 'a.test.js': leaking('a'), 'b.test.js': leaking('b'), 'tmp/none': '' },
    config: { preset: 'jest-leakguard', reporters: ['default', ['jest-leakguard/reporter', { output }]] },
  })
  if (!fullDisk(path.join(fixture.root, 'disk'))) return
  const run = await fixture.run({ args: ['-w', '2'], env: { TMPDIR: path.join(fixture.root, temporary) } })
  expectVerdict(run)
  expect(run.stderr).toMatch(/^jest-leakguard: .*ENOSPC: no space left on device/m)
  expect(run.stderr).not.toContain('internal error')
})

function expectVerdict(run: JestRun): void {
  expect(run.code).toBe(1)
  expect(run.test('a leaks').status).toBe('failed')
  expect(run.messageOf('a leaks')).toContain('this test leaked a timer')
  expect(run.test('a is clean').status).toBe('passed')
}
