import type { JestTest } from '../run/jest-json'
import type { JestRun } from '../run/jest-run'
import { type ReportedLeak, reportedLeaks } from './reported-leaks'
import { type ExpectedType, expectedOf, lineOf, type Preset, type TypeCase } from './type-cases'

/** The file of a family under one of the presets. */
export interface FamilyFile {
  readonly run: JestRun
  readonly preset: Preset
  readonly path: string
  readonly source: string
}

/** Checks one case of a family: what was printed and reported about its leaks, and that its other tests pass. */
export function expectType({ run, preset, path, source }: FamilyFile, typeCase: TypeCase): void {
  const { name, first, clean } = typeCase
  const expected = expectedOf(typeCase, preset)
  const file = run.file(path)
  const tests = file.assertionResults.filter(({ ancestorTitles }) => ancestorTitles.at(-1) === name)
  const printed = reportedLeaks(file.message).filter(({ owner }) => owner === `${name} › leaks`)

  expect(printed.map(comparable)).toEqual(
    expected.map(({ headline, rows, mark }) => ({
      headline: `this test leaked ${headline}`,
      rows,
      opened: `${path}:${lineOf(source, typeCase, mark)}`,
    })),
  )
  for (const { mark = 'opened' } of expected) {
    const frame = new RegExp(`^ +> +${lineOf(source, typeCase, mark)} \\| .* // ${mark}: `, 'm')
    expect(file.message).toMatch(frame)
  }
  expect(tests.flatMap(reportedTypes)).toEqual(expected.map(({ type, count = 1 }) => ({ type, count })))
  expect(tests.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['leaks', ...Object.keys({ ...first, ...clean })]),
  )
  const failed = tests.filter(({ status }) => status !== 'passed')
  expect(failed.map(({ title }) => title)).toEqual(expected.length > 0 ? ['leaks'] : [])
}

/** Checks that a family's file fails for the leaks of its cases only. */
export function expectNoOthers({ run, preset, path }: FamilyFile, cases: readonly TypeCase[]): void {
  const file = run.file(path)
  const leaking = cases.filter((typeCase) => expectedOf(typeCase, preset).length > 0)
  const owners = leaking.map(({ name }) => `${name} › leaks`)
  expect(new Set(reportedLeaks(file.message).map(({ owner }) => owner))).toEqual(new Set(owners))
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  expect(failed.map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' › '))).toEqual(owners)
}

/** The structured data that each LeakError carries to reporters. */
function reportedTypes({ failureDetails }: JestTest): Pick<ExpectedType, 'type' | 'count'>[] {
  const details = failureDetails as readonly { leak?: { type: string; count: number } }[]
  return details.flatMap(({ leak }) => (leak === undefined ? [] : [{ type: leak.type, count: leak.count }]))
}

const comparable = ({ headline, rows, opened }: ReportedLeak) => ({
  headline,
  rows: Object.fromEntries(Object.entries(rows).map(([label, text]) => [label, withoutNumbers(text)])),
  opened,
})

/** What differs from run to run. */
export function withoutNumbers(text: string): string {
  return text
    .replaceAll(/(127\.0\.0\.1|\[::1?\]|localhost):\d+/g, '$1:<port>')
    .replaceAll(/\S+\.sock\b/g, '<socket>')
    .replaceAll(/<root>\/(?:default|strict)/g, '<root>/<preset>')
    .replaceAll(/\bpid \d+/g, 'pid <pid>')
    .replaceAll(/\S+[\\/]node(?:\.exe)?(?= )/g, '`<node>')
}
