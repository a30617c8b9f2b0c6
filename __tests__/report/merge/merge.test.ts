import { json } from '../../../src/report/formats/json'
import { Merge } from '../../../src/report/merge/merge'
import type { Repository } from '../../../src/report/merge/rejudge'
import type { Report } from '../../../src/report/model/model'
import { openDocument } from '../../../src/report/read/document'
import type { BaselineEntry } from '../../../src/verdict/accepted/baseline'
import { fileRecord, leak, report, run } from '../support/records'
import { writeReport } from '../support/report-files'
import { schemaErrors } from '../support/validate'

const noBaseline: Repository = { baseline: () => undefined, exists: () => true }
const places = { root: '', baseline: '.leakguard-baseline.json' }

/** One shard of a suite of nine files, with one leak in each. */
function shardOf(index: number, count: number, changes: Partial<typeof run> = {}): Report {
  const names = Array.from({ length: 9 }, (_, file) => `f${file}.test.js`).filter(
    (_, at) => at % count === index - 1,
  )
  return report({
    records: names.map((name) =>
      fileRecord(name, [leak({ fingerprint: name, owner: ownerIn(name) })], places),
    ),
    run: { ...run, shard: { index, count }, ...changes },
  })
}

const ownerIn = (file: string) => ({ kind: 'test', path: ['leaks'], file }) as const

const entry = (file: string, changes: Partial<BaselineEntry> = {}): BaselineEntry => ({
  file,
  owner: 'leaks',
  type: 'timer',
  by: 'src/poll.js',
  count: 1,
  fingerprint: file,
  ...changes,
})

function mergeOf(
  reports: Readonly<Record<string, Report>>,
  repository = noBaseline,
): Report & { readonly text: string } {
  const names = Object.entries(reports).map(([name, content]) => [name, writeReport(name, content)] as const)
  const open = () => names.map(([name, path]) => openDocument(path, name))
  const [first, second] = [open(), open()]
  try {
    return {
      ...new Merge(first, repository).inMemory(),
      text: [...new Merge(second, repository).text()].join(''),
    }
  } finally {
    for (const document of [...first, ...second]) document.close()
  }
}

function withoutText({ text, ...report }: ReturnType<typeof mergeOf>): Report {
  expect(text).not.toBe('')
  return report
}

const three = { 'a.json': shardOf(1, 3), 'b.json': shardOf(2, 3), 'c.json': shardOf(3, 3) }

test('all shards are one valid report with files in order', () => {
  const merged = mergeOf(three)
  expect(merged.files.map(({ file }) => file)).toEqual(
    Array.from({ length: 9 }, (_, index) => `app/f${index}.test.js`),
  )
  expect(merged).toMatchObject({ missingShards: [], totals: { files: 9, leaks: { new: 9 } } })
  expect(merged.runs.map(({ shard }) => shard?.index)).toEqual([1, 2, 3])
  expect(schemaErrors(JSON.parse(merged.text))).toEqual([])
})

test('the same bytes whatever the order, and as they would be written at once', () => {
  const orders = [Object.entries(three), Object.entries(three).reverse()]
  const texts = orders.map((order) => mergeOf(Object.fromEntries(order)).text)
  expect(texts[0]).toBe(texts[1])
  const whole = mergeOf(three)
  expect(whole.text).toBe(json(withoutText(whole)))
})

test('a merged report merges with the rest', () => {
  const two = mergeOf({ 'a.json': shardOf(1, 3), 'b.json': shardOf(2, 3) })
  expect(two.missingShards).toEqual(['3 of 3 in app'])
  expect(mergeOf({ 'ab.json': withoutText(two), 'c.json': shardOf(3, 3) }).text).toBe(mergeOf(three).text)
})

test.each([
  [
    'a shard that is there twice',
    { 'a.json': shardOf(1, 2), 'again.json': shardOf(1, 2), 'b.json': shardOf(2, 2) },
    'shard 1 of 2 in app is in `a.json` and in `again.json`: leave out what is too much',
  ],
  [
    'shards of different runs',
    { 'a.json': shardOf(1, 2), 'b.json': shardOf(3, 3) },
    'these are shards of app of different runs: `a.json` has one of 2, `b.json` has one of 3',
  ],
  [
    'two whole runs',
    { 'a.json': { ...shardOf(1, 1), runs: [run] }, 'b.json': { ...shardOf(1, 1), runs: [run] } },
    'app/f0.test.js is in `a.json` and in `b.json`: these are two runs, not parts of one; compare runs with `jest-leakguard report --history`',
  ],
])('%s is refused', (_what, reports, message) => {
  expect(() => mergeOf(reports)).toThrow(message)
})

test('runs of different packages go together, each with its own shards', () => {
  const web = shardOf(1, 2, { directory: 'web' })
  const files = web.files.map((file) => ({ ...file, file: file.file.replace('app/', 'web/') }))
  const merged = mergeOf({ 'a.json': shardOf(2, 3), 'web.json': { ...web, files } })
  expect(merged.missingShards).toEqual(['1 of 3 in app', '3 of 3 in app', '2 of 2 in web'])
})

describe('the baseline is judged anew', () => {
  const known = (...entries: BaselineEntry[]): Repository => ({
    baseline: (path) => (path === 'app/.leakguard-baseline.json' ? entries : undefined),
    exists: (path) => path !== 'app/deleted.test.js',
  })
  const statuses = ({ files }: Report) => files.flatMap(({ leaks }) => leaks.map(({ status }) => status))

  test('what it lists is known, what it lists no more is new', () => {
    const merged = mergeOf(three, known(entry('f0.test.js'), entry('f1.test.js')))
    expect(statuses(merged).filter((status) => status === 'known')).toHaveLength(2)
    expect(merged.totals.leaks).toMatchObject({ known: 2, new: 7 })
    const again = mergeOf({ 'merged.json': withoutText(merged) }, known())
    expect(again.totals.leaks).toMatchObject({ known: 0, new: 9 })
  })

  test('what is fixed is told once all shards are there', () => {
    const repository = known(
      entry('f0.test.js'),
      entry('f1.test.js', { fingerprint: 'gone' }),
      entry('deleted.test.js'),
    )
    expect(mergeOf(three, repository).fixed).toEqual([
      { ...entry('app/f1.test.js', { fingerprint: 'gone' }), observed: 0 },
      { ...entry('app/deleted.test.js', { fingerprint: 'deleted.test.js' }), observed: 0 },
    ])
    expect(mergeOf({ 'a.json': shardOf(1, 3) }, repository).fixed).toBeUndefined()
    const partial = shardOf(3, 3, { partial: ['a test name pattern'] })
    expect(mergeOf({ ...three, 'c.json': partial }, repository).fixed).toBeUndefined()
  })
})
