import { fixedRow, reportRow, topRows } from '../../src/report/terminal'
import { controls, hostileReport } from './support/hostile'
import { everything, fileRecord, leak, report } from './support/records'

test('the lines that most leaks come from, below the directory that Jest prints paths from', () => {
  expect(topRows(everything())).toEqual(['Top lines:   src/poll.js:3 (4)'])
})

test('the packages that most leaks come through', () => {
  const named = (name: string) => ({ name, version: '1.0.0' })
  const leaks = [
    leak({ opener: named('pg'), helper: named('knex') }),
    leak({ opener: named('ioredis'), thirdParty: true }),
    leak({ opener: named('ioredis'), helper: named('bull'), thirdParty: true }),
    leak({ opener: named('pg'), helper: named('knex') }),
    leak({ opener: named('pg') }),
  ]
  expect(topRows(report({ records: [fileRecord('a.test.js', leaks)] }))).toContain(
    'Packages:    knex (2), bull (1), ioredis (1)',
  )
})

test('a few leaks that Jest has just printed are not listed again', () => {
  expect(topRows(report({ records: [fileRecord('a.test.js', [leak(), leak()])] }))).toEqual([])
})

test('names control no terminal', () => {
  for (const line of topRows(hostileReport())) expect(line).not.toMatch(controls)
})

test('how much of the baseline is fixed', () => {
  expect(fixedRow({ fixed: [{ fingerprint: 'a' }] })).toEqual([
    'Fixed:       1 entry of the baseline is not needed any more: `jest-leakguard baseline prune`',
  ])
  expect(fixedRow({ fixed: [] })).toEqual([])
})

test('where the reports are', () => {
  expect(reportRow(['leak-report/leaks.html'])).toEqual(['Report:      leak-report/leaks.html'])
  expect(reportRow([])).toEqual([])
})
