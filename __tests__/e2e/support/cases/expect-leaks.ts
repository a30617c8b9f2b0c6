import type { JestFile, JestTest } from '../run/jest-json'
import type { JestRun } from '../run/jest-run'
import { fileOf, type LeakCase, type LeakOwner, listedAs } from './leak-cases'
import { reportedLeaks } from './reported-leaks'

/** Checks what Jest printed and reported about the test file of a case: its leaks, all of them, and no others. */
export function expectLeaks(run: JestRun, leakCase: LeakCase): void {
  const file = run.file(fileOf(leakCase))
  expectPrinted(file, leakCase)
  expectReported(file, leakCase)
}

function expectPrinted(file: JestFile, leakCase: LeakCase): void {
  const printed = reportedLeaks(file.message).map(({ owner, headline, help, opened }) => ({
    ...{ owner, headline, help, opened },
  }))
  const expected = leakCase.leaks.map(({ owner, headline, help, mark }) => ({
    owner: titleIn(file, owner),
    headline,
    help,
    opened: `${file.name}:${lineOf(leakCase, mark)}`,
  }))
  // Jest prints them as the tests stand in the file; what is listed for a block comes last in it.
  expect(printed.toSorted(byOwner)).toEqual(expected.toSorted(byOwner))
  for (const { mark = 'opened' } of leakCase.leaks) {
    expect(file.message).toMatch(new RegExp(`^ +> +${lineOf(leakCase, mark)} \\| .* // ${mark}$`, 'm'))
  }
}

function expectReported(file: JestFile, { leaks, failing = [] }: LeakCase): void {
  const owners = leaks.map(({ owner }) => titleIn(file, owner)).filter((title) => title !== wholeFile)
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  expect(failed.map(pathOf).sort()).toEqual([...new Set([...owners, ...failing])].sort())
  expect(file.status).toBe(leaks.length + failing.length > 0 ? 'failed' : 'passed')
  const listed = leaks.filter(({ owner }) => titleIn(file, owner) !== wholeFile)
  expect(failed.flatMap(leaksOf).toSorted(byPath)).toEqual(
    listed
      .map(({ owner, headline }) => ({ headline, owner: { ...asData(owner), file: file.name } }))
      .toSorted(byPath),
  )
}

/** What Jest calls a file that failed before any of its tests ran. */
const wholeFile = 'Test suite failed to run'

function titleIn(file: JestFile, owner: LeakOwner): string {
  const hasRun = file.assertionResults.some(({ status }) => status === 'passed' || status === 'failed')
  return hasRun ? listedAs(owner) : wholeFile
}

const byOwner = (a: { owner: string }, b: { owner: string }): number => a.owner.localeCompare(b.owner)

const byPath = (a: ReportedOwner, b: ReportedOwner): number =>
  a.owner.path.join(' › ').localeCompare(b.owner.path.join(' › '))

interface ReportedOwner {
  readonly headline: string
  readonly owner: { readonly kind: string; readonly path: readonly string[]; readonly file: string }
}

/** The structured data that each LeakError carries to reporters. */
function leaksOf({ failureDetails }: JestTest): ReportedOwner[] {
  const details = failureDetails as readonly { leak?: ReportedOwner }[]
  return details.flatMap(({ leak }) =>
    leak === undefined ? [] : [{ headline: leak.headline, owner: leak.owner }],
  )
}

function asData(owner: LeakOwner): { kind: string; path: string[] } {
  if (owner === 'file') return { kind: 'file', path: [] }
  return 'test' in owner
    ? { kind: 'test', path: owner.test.split(' › ') }
    : { kind: 'describe', path: owner.describe.split(' › ') }
}

const pathOf = ({ ancestorTitles, title }: JestTest): string => [...ancestorTitles, title].join(' › ')

/** The line of a case's source that is marked. */
export function lineOf({ name, source }: LeakCase, mark = 'opened'): number {
  const lines = source.split('\n').flatMap((line, index) => (line.endsWith(` // ${mark}`) ? [index + 1] : []))
  const [line] = lines
  if (line === undefined || lines.length > 1)
    throw new Error(`${name}: ${lines.length} lines end with "// ${mark}", expected one`)
  return line
}
