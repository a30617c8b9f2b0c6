import { gitlab } from '../../../src/report/formats/gitlab'
import type { Report } from '../../../src/report/model/model'
import { controls, hostileReport } from '../support/hostile'
import { everything, report } from '../support/records'

interface Entry {
  readonly description: string
  readonly check_name: string
  readonly fingerprint: string
  readonly severity: string
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
}

const entriesOf = (given: Report) => JSON.parse(gitlab(given)) as Entry[]

test('has the fields that GitLab asks for', () => {
  expect(
    entriesOf(everything()).map(({ check_name, severity, location }) => [
      check_name,
      severity,
      location.path,
    ]),
  ).toEqual([
    ['timer', 'major', 'app/src/poll.js'],
    ['tcp-server', 'major', 'app/a.test.js'],
    ['timer', 'major', 'app/src/poll.js'],
    ['timer', 'minor', 'app/a.test.js'],
    ['pg-pool', 'info', 'app/src/poll.js'],
  ])
  for (const entry of entriesOf(hostileReport())) {
    expect(Object.keys(entry).sort()).toEqual([
      'check_name',
      'description',
      'fingerprint',
      'location',
      'severity',
    ])
    expect(entry.description).toMatch(/^[^\n]+$/)
    expect(entry.fingerprint).toMatch(/./)
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(entry.severity)
    expect(entry.location.path).toMatch(/^app\//)
    expect(entry.location.lines.begin).toBeGreaterThan(0)
    expect(entry.description).not.toMatch(controls)
  }
})

test('GitLab shows one entry per fingerprint, so each has its own', () => {
  const fingerprints = entriesOf(hostileReport()).map(({ fingerprint }) => fingerprint)
  expect(new Set(fingerprints).size).toBe(fingerprints.length)
})

test('nothing is an empty list', () => {
  expect(entriesOf(report())).toEqual([])
})
