import { everything, fileRecord, fileResult, lateRecord, leak, origin, report, run } from './support/records'
import { schemaErrors } from './support/validate'
import { causesOf, placeOf } from '../../src/report/model/leaks'

const only = (built = report()) => built.files[0]
const firstLeak = (built = report()) => only(built)?.leaks[0]

test('a report of everything is valid', () => {
  const document: unknown = JSON.parse(JSON.stringify(everything()))
  expect(schemaErrors(document)).toEqual([])
})

test('files are sorted, with paths below the repository', () => {
  const built = report({ records: [fileRecord('b.test.js'), fileRecord('a.test.js', [leak()])] })
  expect(built.files.map(({ file }) => file)).toEqual(['app/a.test.js', 'app/b.test.js'])
  expect(firstLeak(built)).toMatchObject({
    site: { file: 'app/src/poll.js', line: 3, column: 5 },
    frames: ['at poll (app/src/poll.js:3:5)', 'at Object.<anonymous> (app/a.test.js:9:7)'],
  })
})

test.each([
  ['inside the repository', 'at open (/repo/shared/db.js:1:2)', 'at open (shared/db.js:1:2)'],
  [
    'in a package elsewhere',
    'at q (/home/me/store/node_modules/pg/index.js:1:2)',
    'at q (…/node_modules/pg/index.js:1:2)',
  ],
  ['elsewhere', 'at x (/home/me/secret/place/file.js:1:2)', 'at x (…/place/file.js:1:2)'],
  ['without a function', 'at /repo/app/a.test.js:1:2', 'at app/a.test.js:1:2'],
  [
    'of Node',
    'at listOnTimeout (node:internal/timers:581:17)',
    'at listOnTimeout (node:internal/timers:581:17)',
  ],
  ['of an async function', 'at async run (src/a.js:1:2)', 'at async run (app/src/a.js:1:2)'],
])('a frame %s names no machine', (_where, given, expected) => {
  const built = report({ records: [fileRecord('a.test.js', [leak({ frames: [given] })])] })
  expect(firstLeak(built)?.frames).toEqual([expected])
})

test.each([
  ['new', leak()],
  ['warned', leak({ severity: 'warn' })],
  ['allowed', leak({ accepted: { by: 'allowance', reason: 'because', where: 'here' } })],
  ['known', leak({ status: 'known' })],
  ['closed-late', leak({ status: 'closed-late' })],
])('status %s', (status, given) => {
  expect(firstLeak(report({ records: [fileRecord('a.test.js', [given])] }))?.status).toBe(status)
})

test('what leftover work opened belongs to its file and is late', () => {
  const built = report({ records: [lateRecord('a.test.js', leak()), fileRecord('a.test.js', [leak()])] })
  expect(only(built)?.leaks.map(({ status }) => status)).toEqual(['late', 'new'])
  expect(built.totals.leaks).toMatchObject({ late: 1, new: 1 })
})

test('fields of later versions survive, in files and leaks', () => {
  const built = report({
    records: [
      fileRecord('a.test.js', [leak({ remedy: { from: 'later' } })], { counts: { sockets: [1, 2] } }),
    ],
  })
  expect(only(built)).toMatchObject({ counts: { sockets: [1, 2] }, leaks: [{ remedy: { from: 'later' } }] })
})

const none = { passed: 0, failed: 0, skipped: 0 }

test.each([
  ['judged', [fileRecord('a.test.js')], {}],
  ['judged', [fileRecord('a.test.js')], { problem: 'afterAll failed' }],
  ['crashed', [fileRecord('a.test.js')], { problem: 'SyntaxError', tests: none }],
  ['crashed', [], { problem: 'a worker was killed', tests: none }],
  ['unguarded', [], {}],
] as const)('a file is %s: records %j, Jest %j', (state, records, changes) => {
  const built = report({ records, results: [fileResult('a.test.js', changes)] })
  expect(built.files).toEqual([expect.objectContaining({ file: 'app/a.test.js', state })])
  expect(built.totals).toMatchObject({ files: 1, crashed: state === 'crashed' ? 1 : 0 })
})

test('one file in two projects is two files', () => {
  const node = { ...origin, project: 'node' }
  const dom = { ...origin, project: 'dom' }
  const built = report({
    records: [{ ...fileRecord('a.test.js', [leak()]), origin: node }],
    results: [fileResult('a.test.js', { origin: node }), fileResult('a.test.js', { origin: dom })],
  })
  expect(built.files.map(({ project, state, leaks }) => [project, state, leaks.length])).toEqual([
    ['dom', 'unguarded', 0],
    ['node', 'judged', 1],
  ])
})

test('notices are told once', () => {
  const notice = { schema: 1, kind: 'notice', text: 'the async hook is blind' } as const
  expect(report({ records: [notice, notice] }).notices).toEqual(['the async hook is blind'])
})

test('totals count resources, tests and files', () => {
  const { totals } = everything()
  expect(totals).toEqual({
    files: 4,
    crashed: 1,
    unguarded: 1,
    notRun: run.notRun,
    tests: { passed: 6, failed: 3, skipped: 0 },
    leaks: { new: 4, late: 1, warned: 1, known: 1, allowed: 1, 'closed-late': 1 },
  })
})

test('what a package opened is one cause, wherever it was loaded', () => {
  const loadedIn = (file: string) =>
    leak({
      severity: 'warn',
      thirdParty: true,
      opener: { name: 'leaky-lib', version: '1.2.3' },
      site: { file, line: 1, column: 1 },
    })
  const records = ['a.test.js', 'b.test.js'].map((file) => fileRecord(file, [loadedIn(file)]))
  const causes = causesOf(report({ records }))
  expect(causes.map(({ count, first }) => [count, placeOf(first)])).toEqual([[2, 'leaky-lib 1.2.3']])
})
