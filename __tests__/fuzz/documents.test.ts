import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'

import { readDocument } from '../../src/report/read/document'
import { ReportError } from '../../src/report/read/report-error'
import { formatBaseline, parseBaseline } from '../../src/verdict/accepted/baseline'
import { expectNoPollution, jsonOf, neverThrowsOthers, textOf } from './support/hostile'

const names = [
  ...['format', 'schema', 'tool', 'runs', 'missingShards', 'notices', 'files', 'totals', 'fixed', 'name'],
  ...['jest-leakguard', 'file', 'state', 'judged', 'leaks', 'owner', 'kind', 'path', 'count', 'fingerprint'],
  ...['type', 'by', 'status', 'severity', 'headline', 'frames', 'facts', 'thirdParty', 'version', 'node'],
]

const head = { format: 'jest-leakguard', schema: 1, tool: { name: 'jest-leakguard', version: '1.0.0' } }

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'leakguard-fuzz-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true })
})

const read = (text: string): unknown => {
  const file = join(directory, 'report.json')
  writeFileSync(file, text)
  return readDocument(file, 'report.json')
}
const isReportError = (error: unknown): boolean => error instanceof ReportError

test('a report of any text is read, or refused in one line', () => {
  const text = textOf(
    ...['{"format":"jest-leakguard"', '"schema":1', '"files":[', ']', '}', '{', ',', ':', '"', '\n', 'null'],
    ...names.map((name) => JSON.stringify(name)),
  )
  neverThrowsOthers(
    text,
    (each) => {
      try {
        return read(each)
      } catch (error) {
        expect(String(error)).not.toContain('\n')
        throw error
      }
    },
    isReportError,
  )
})

test('a report of any fields is read, or refused', () => {
  const report = fc
    .tuple(jsonOf(...names), jsonOf(...names), fc.boolean())
    .map(([fields, files, isPlain]) => {
      const value = { ...head, runs: [], ...(Object(fields) as object), files }
      return isPlain ? JSON.stringify(value) : JSON.stringify(value, null, 1)
    })
  neverThrowsOthers(report, read, isReportError)
})

test('a baseline of any text is read, or refused with words', () => {
  const text = textOf(
    '{',
    '}',
    '"schema"',
    ':',
    '1',
    '"leaks"',
    '[',
    ']',
    ',',
    '<<<<<<< ours\n',
    '\uFEFF',
    'null',
  )
  neverThrowsOthers(text, (each) => parseBaseline(each))
  neverThrowsOthers(jsonOf(...names), (leaks) => parseBaseline(JSON.stringify({ schema: 1, leaks })))
})

test('a baseline that was written is read as it was', () => {
  const entry = fc.record({
    file: fc.string({ minLength: 1 }),
    owner: fc.string(),
    type: fc.constantFrom('timer', 'tcp-server'),
    by: fc.string(),
    count: fc.integer({ min: 1, max: 1000 }),
    fingerprint: fc.uuid(),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ fingerprint }) => fingerprint, maxLength: 5 }),
      (entries) => {
        const again = parseBaseline(formatBaseline(entries))
        expect(again).toEqual(expect.arrayContaining(entries))
        expect(again).toHaveLength(entries.length)
      },
    ),
    { numRuns: 200 },
  )
  expectNoPollution()
})
