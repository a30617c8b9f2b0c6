import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { json } from '../../src/report/formats/json'
import type { Report } from '../../src/report/model/model'
import { everything, fileRecord, leak, report, run } from '../report/support/records'
import { schemaErrors } from '../report/support/validate'
import { leakguard, projectDirectory, readText, writeFiles } from './support/project'

const shard = (index: number, changes: Parameters<typeof leak>[0] = {}): string =>
  json(
    report({
      records: [fileRecord(`f${index}.test.js`, [leak(changes)])],
      run: { ...run, directory: '', shard: { index, count: 2 } },
    }),
  )

const failing = shard(1)
const warned = shard(2, { severity: 'warn' })

describe('merge', () => {
  test('finds the reports of shards in a directory and below, and only those', async () => {
    writeFiles({
      'leak-report/a/leaks-1-of-2.json': failing,
      'leak-report/b/leaks-2-of-2.json': warned,
      'leak-report/b/leaks-2-of-2.ctrf.json': '{}',
    })
    const { code, stdout, stderr } = await leakguard('merge')
    expect([code, stderr]).toEqual([1, ''])
    const merged = JSON.parse(stdout) as Report
    expect(schemaErrors(merged)).toEqual([])
    expect(merged.files.map(({ file }) => file)).toEqual(['app/f1.test.js', 'app/f2.test.js'])
  })

  test('writes a file whole, in a directory that it makes, and the same whatever the order', async () => {
    writeFiles({ '1.json': failing, '2.json': warned })
    await leakguard('merge', '--output', 'out/one.json', '1.json', '2.json')
    await leakguard('merge', '--output', 'out/two.json', '2.json', './1.json', '1.json')
    expect(readText('out/one.json')).toBe(readText('out/two.json'))
  })

  test('a missing shard is named; a leak weighs more', async () => {
    writeFiles({ '1.json': failing, '2.json': warned })
    expect(await leakguard('merge', '--output', 'out.json', '2.json')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'leakguard merge: shard 1 of 2 is missing\nleakguard merge: wrote out.json: 1 report, 1 test file',
    })
    expect((await leakguard('merge', '--output', 'out.json', '1.json')).code).toBe(1)
    expect((JSON.parse(readText('out.json')) as Report).missingShards).toEqual(['2 of 2'])
  })

  test.each([
    [
      'there twice',
      ['1.json', 'again.json'],
      2,
      'shard 1 of 2 is in `1.json` and in `again.json`: leave out what is too much',
    ],
    ['empty', ['empty.json'], 2, '`empty.json` is empty'],
    ['cut off', ['cut.json'], 2, '`cut.json` is cut off: its end is missing'],
    ['missing', ['none.json'], 64, 'cannot read the report `none.json`: no such file'],
    ['of something else', ['package.json'], 64, '`package.json` is no report of jest-leakguard'],
    ['in no directory', ['dir'], 2, 'no report in `dir`: expected leaks.json or leaks-1-of-2.json'],
    [
      'of a later schema',
      ['later.json'],
      64,
      /^leakguard: `later\.json` has report schema 2, expected 1: use/,
    ],
  ])('a report that is %s is one line, and nothing is written', async (_what, names, code, message) => {
    writeFiles({
      '1.json': failing,
      'again.json': failing,
      'empty.json': '',
      'cut.json': failing.slice(0, -40),
      'package.json': '{"name":"app"}',
      'dir/other.json': '{}',
      'later.json': failing.replace('"schema":1', '"schema":2'),
    })
    const result = await leakguard('merge', '--output', 'out.json', ...names)
    const expected =
      typeof message === 'string' ? `leakguard: ${message}` : (expect.stringMatching(message) as string)
    expect(result).toEqual({ code, stdout: '', stderr: expected })
    expect(existsSync(join(projectDirectory(), 'out.json'))).toBe(false)
  })

  test('a broken line in the middle leaves no half of a result', async () => {
    writeFiles({ '1.json': failing.replace('"file":"app', '"file":app'), '2.json': warned })
    expect(await leakguard('merge', '--output', 'out.json', '1.json', '2.json')).toMatchObject({
      code: 64,
      stderr: 'leakguard: `1.json` is no valid report: line 2 is not as schema/report.json has it',
    })
    expect(existsSync(join(projectDirectory(), 'out.json'))).toBe(false)
  })

  test('the baseline is judged by what it says now', async () => {
    const judged = json(
      report({
        records: [
          fileRecord('a.test.js', [leak({ accepted: { by: 'baseline', reason: '', where: '' } })], {
            root: '',
            baseline: 'known.json',
          }),
        ],
        run: { ...run, directory: '' },
        base: '/repo/app',
      }),
    )
    const known = { file: 'a.test.js', owner: 'orders › ships', type: 'timer', by: '', count: 1 }
    const baseline = (fingerprint: string) =>
      JSON.stringify({ schema: 1, leaks: [{ ...known, fingerprint }] })
    writeFiles({ 'leaks.json': judged, 'known.json': baseline('f1') })
    expect((await leakguard('merge', 'leaks.json')).code).toBe(0)
    writeFiles({ 'known.json': baseline('gone') })
    const { code, stdout } = await leakguard('merge', 'leaks.json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { leaks: { new: 1, known: 0 } },
      fixed: [{ fingerprint: 'gone', observed: 0 }],
    })
    writeFiles({ 'known.json': '<<<<<<< ours\n' })
    expect((await leakguard('merge', 'leaks.json')).code).toBe(64)
  })
})

describe('report', () => {
  beforeEach(() => {
    writeFiles({ 'leak-report/leaks.json': json(everything()) })
  })

  test('without a format: text for people', async () => {
    const { code, stdout, stderr } = await leakguard('report')
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toContain('Leaks: 4 new, 1 after the end of their file')
    expect(stdout).toContain('new: 3 × timer at app/src/poll.js:3\n  this test leaked a timer')
    expect(stdout).toContain('crashed: app/crashed.test.js: SyntaxError: no')
  })

  test('one format to stdout, one to a file, several to a directory', async () => {
    expect((await leakguard('report', '--format', 'sarif')).stdout).toContain('"ruleId": "timer"')
    await leakguard('report', '--format', 'junit', '--output', 'out/leaks.xml')
    expect(readText('out/leaks.xml')).toMatch(/^<\?xml/)
    await leakguard('report', '--format', 'json,gitlab,markdown', '--output', 'all')
    expect(JSON.parse(readText('all/leaks.json'))).toEqual(JSON.parse(json(everything())))
    expect(readText('all/leaks.md')).toMatch(/^## Leaks: 4 new/)
    expect(existsSync(join(projectDirectory(), 'all/leaks.gitlab.json'))).toBe(true)
  })

  test.each([
    [['--format', 'htlm'], 'unknown format `htlm`; did you mean `html`?'],
    [['--format', 'json,sarif'], 'several formats need `--output <directory>`'],
    [
      ['--history', 'leak-report/leaks.json'],
      '`jest-leakguard report --history` needs the reports of at least two runs',
    ],
  ])('%j is wrong usage', async (args, message) => {
    expect(await leakguard('report', ...args)).toEqual({
      code: 64,
      stdout: '',
      stderr: `leakguard: ${message}`,
    })
  })

  test('--history: what is new fails', async () => {
    const at = (day: number, fingerprints: readonly string[]) =>
      json(
        report({
          records: [
            fileRecord(
              'a.test.js',
              fingerprints.map((fingerprint) => leak({ fingerprint })),
            ),
          ],
          run: { ...run, startedAt: `2026-01-0${day}T00:00:00.000Z` },
        }),
      )
    writeFiles({ 'b.json': at(2, ['b', 'c']), 'a.json': at(1, ['a', 'c']) })
    const { code, stdout } = await leakguard('report', '--history', 'b.json', 'a.json')
    expect(code).toBe(1)
    expect(stdout).toContain('2 runs: 1 new, 1 open, 1 fixed')
    expect(stdout).toContain('first seen 2026-01-02T00:00:00.000Z (b.json)\n  runs: 0 1')
    const { stdout: data } = await leakguard('report', '--history', '--json', 'a.json', 'b.json')
    expect(JSON.parse(data)).toMatchObject({
      runs: [{ name: 'a.json' }, { name: 'b.json' }],
      leaks: [{ fingerprint: 'b', course: 'new' }, {}, {}],
    })
  })
})

describe('as a process', () => {
  const cli = join(__dirname, '../../build/cli.js')
  const shell = (line: string) =>
    spawnSync('bash', ['-c', line], {
      cwd: projectDirectory(),
      encoding: 'utf8',
      env: { ...process.env, LEAKGUARD: `${process.execPath} ${cli}` },
    })

  beforeEach(() => {
    const files = Array.from({ length: 2000 }, (_, index) =>
      fileRecord(`f${String(index).padStart(4, '0')}.test.js`, [leak()]),
    )
    writeFiles({ '1.json': failing, '2.json': warned, 'large.json': json(report({ records: files })) })
  })

  test('through a pipe: a report from stdin', () => {
    const { status, stdout } = shell('$LEAKGUARD merge 1.json 2.json | $LEAKGUARD report - --format markdown')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^## Leaks: 1 failed, 1 warned/)
  })

  test('a reader that has seen enough is no error', () => {
    const { stderr, stdout } = shell('$LEAKGUARD report large.json --format json | head -c 100')
    expect(stderr).toBe('')
    expect(stdout).toHaveLength(100)
  })

  test.each([
    ['a full disk', '/dev/full', 'cannot write `/dev/full`: ENOSPC: no space left on device'],
    [
      'a directory that is a file',
      '1.json/out.json',
      'cannot write `1.json/out.json`: EEXIST: file already exists',
    ],
  ])('%s is one line', (_what, output, message) => {
    const { status, stderr, stdout } = shell(`$LEAKGUARD merge --output ${output} 1.json 2.json`)
    expect({ status, stderr, stdout }).toEqual({ status: 70, stderr: `leakguard: ${message}\n`, stdout: '' })
  })

  test('a huge file of something else is told at once', () => {
    const { status, stderr } = shell('truncate -s 3G huge.json && $LEAKGUARD report huge.json')
    expect([status, stderr]).toEqual([
      64,
      'leakguard: `huge.json` is no report of jest-leakguard: 3072 MB of something else\n',
    ])
  })
})
