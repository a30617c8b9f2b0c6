import type { JestFile, JestTest } from '../run/jest-json'
import type { JestRun } from '../run/jest-run'
import { type ExpectedLeak, fileOf, type LeakCase, type LeakOwner } from './leak-cases'
import { reportedLeaks } from './reported-leaks'

/** Checks what Jest printed and reported about the test file of a case: its leaks, all of them, and no others. */
export function expectLeaks(run: JestRun, leakCase: LeakCase): void {
  const file = run.file(fileOf(leakCase))
  expectPrinted(file, leakCase)
  expectReported(file, leakCase)
}

function expectPrinted(file: JestFile, leakCase: LeakCase): void {
  const printed = reportedLeaks(file.message)
  expect(printed.map(({ owner, headline, help, opened }) => ({ owner, headline, help, opened }))).toEqual(
    leakCase.leaks.map(({ owner, headline, help, mark }) => ({
      owner: testOf(owner) ?? 'Test suite failed to run',
      headline,
      help,
      opened: `${file.name}:${lineOf(leakCase, mark)}`,
    })),
  )
  for (const { mark = 'opened' } of leakCase.leaks) {
    expect(file.message).toMatch(new RegExp(`^ +> +${lineOf(leakCase, mark)} \\| .* // ${mark}$`, 'm'))
  }
}

function expectReported(file: JestFile, { leaks, failing = [] }: LeakCase): void {
  const owners = leaks.flatMap(({ owner }) => testOf(owner) ?? [])
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  expect(failed.map(pathOf).sort()).toEqual([...new Set([...owners, ...failing])].sort())
  expect(file.status).toBe(leaks.length + failing.length > 0 ? 'failed' : 'passed')
  expect(failed.flatMap(leaksOf)).toEqual(
    leaks.flatMap(({ owner, headline }) => {
      const path = testOf(owner)?.split(' › ')
      return path === undefined ? [] : [{ headline, owner: { kind: 'test', path, file: file.name } }]
    }),
  )
}

/** The structured data that each LeakError carries to reporters. */
function leaksOf({ failureDetails }: JestTest): Pick<ExpectedLeak, 'headline'>[] {
  const details = failureDetails as readonly { leak?: { headline: string; owner: unknown } }[]
  return details.flatMap(({ leak }) =>
    leak === undefined ? [] : [{ headline: leak.headline, owner: leak.owner }],
  )
}

const testOf = (owner: LeakOwner): string | undefined =>
  owner !== 'file' && 'test' in owner ? owner.test : undefined

const pathOf = ({ ancestorTitles, title }: JestTest): string => [...ancestorTitles, title].join(' › ')

function lineOf({ name, source }: LeakCase, mark = 'opened'): number {
  const lines = source.split('\n').flatMap((line, index) => (line.endsWith(` // ${mark}`) ? [index + 1] : []))
  const [line] = lines
  if (line === undefined || lines.length > 1)
    throw new Error(`${name}: ${lines.length} lines end with "// ${mark}", expected one`)
  return line
}
