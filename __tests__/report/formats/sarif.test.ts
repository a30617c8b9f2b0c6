import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'

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

test('fingerprints tell occurrences of one cause apart', () => {
  const given = report({
    records: [fileRecord('a.test.js', [leak({ fingerprint: 'f' }), leak({ fingerprint: 'f' })])],
  })
  expect(resultsOf(given).map(({ partialFingerprints }) => partialFingerprints)).toEqual([
    { 'leakguard/v1': 'f', primaryLocationLineHash: 'f:1' },
    { 'leakguard/v1': 'f', primaryLocationLineHash: 'f:2' },
  ])
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
