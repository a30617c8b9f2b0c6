import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'

import { leakTypes } from '../../../src/wording/types'
import { sarif } from '../../../src/report/formats/sarif'
import type { Report } from '../../../src/report/model/model'
import { hostileNames, hostileReport } from '../support/hostile'
import { everything, fileRecord, leak, report } from '../support/records'

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats(ajv)
const check = ajv.compile(schema)

const resultsOf = (given: Report) => (JSON.parse(sarif(given)) as Log).runs[0]?.results ?? []

test.each([
  ['everything', everything()],
  ['nothing', report()],
  ['hostile names', hostileReport()],
])('%s is valid by the schema of OASIS', (_name, given) => {
  check(JSON.parse(sarif(given)))
  expect(check.errors ?? []).toEqual([])
})

test('levels, locations and rules', () => {
  const results = resultsOf(everything())
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['timer', 'error'],
    ['tcp-server', 'error'],
    ['timer', 'error'],
    ['timer', 'warning'],
    ['pg-pool', 'note'],
    ['timer', 'note'],
    ['timer', 'note'],
  ])
  expect(results[0]?.locations?.[0]?.physicalLocation).toMatchObject({
    artifactLocation: { uri: 'app/src/poll.js', uriBaseId: '%SRCROOT%' },
    region: { startLine: 3, startColumn: 5 },
  })
})

test('a leak without a line is shown at its test file', () => {
  const [, server] = resultsOf(everything())
  expect(server?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('app/a.test.js')
})

test('rules are about types, not about one leak', () => {
  const records = [
    fileRecord(
      'a.test.js',
      leakTypes.map((type) => leak({ type })),
    ),
  ]
  const log = JSON.parse(sarif(report({ records }))) as Log
  const rules = log.runs[0]?.tool.driver.rules ?? []
  expect(rules).toHaveLength(leakTypes.length)
  expect(JSON.stringify(rules)).not.toContain('unknown')
})

test('an alert stays the same when its first owner is mended and its line has moved', () => {
  const excerptOf = (_file: string, line: number) => ({ first: line - 1, lines: ['', ' open()', ''] })
  const identities = (line: number, names: readonly string[]) => {
    const site = { file: 'src/db.js', line, column: 1 }
    const records = names.map((file) => fileRecord(file, [leak({ fingerprint: file, site })]))
    return resultsOf(report({ records, excerptOf })).map(
      ({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'],
    )
  }
  expect(identities(3, ['a.test.js', 'b.test.js'])).toEqual(identities(9, ['b.test.js']))
  expect(identities(3, ['a.test.js'])).toHaveLength(1)
})

test('occurrences of one cause are one result with all their files', () => {
  const given = report({
    records: [fileRecord('a.test.js', [leak({ fingerprint: 'f' }), leak({ fingerprint: 'f' })])],
  })
  const [result, ...others] = resultsOf(given)
  expect(others).toEqual([])
  expect(result).toMatchObject({ occurrenceCount: 2, partialFingerprints: { 'leakguard/v1': 'f' } })
})

test('what is known is unchanged, what is allowed is suppressed with its reason', () => {
  const results = resultsOf(everything())
  expect(results.map(({ baselineState }) => baselineState)).toContain('unchanged')
  expect(results.flatMap(({ suppressions }) => suppressions ?? [])).toEqual([
    { kind: 'inSource', justification: 'stops in globalTeardown' },
  ])
})

test('without a baseline nothing is said of one', () => {
  const [result] = resultsOf(report({ records: [fileRecord('a.test.js', [leak()])] }))
  expect(result).not.toHaveProperty('baselineState')
})

test('a name is no link', () => {
  const texts = resultsOf(hostileReport(hostileNames.filter((name) => name.includes('](')))).map(
    ({ message }) => message.text ?? '',
  )
  expect(texts.length).toBeGreaterThan(0)
  expect(texts.filter((text) => /(?<!\\)\[[^\]]*\]\(/.test(text))).toEqual([])
})
