import { isOwnCheck } from '../src/wording/own-checks'
import type { PlantedLeak } from './expect'
import type { RecordedFile, RecordedLeak, RecordedTest } from './run'

/** How a file under `warn` differs from the same file under plain Jest, one line each; it must not. */
export function differences(plain: RecordedFile | undefined, warned: RecordedFile | undefined): string[] {
  if (plain === undefined || warned === undefined) {
    return plain === warned ? [] : [`it has ${warned === undefined ? 'no results' : 'results'}`]
  }
  const [expected, given] = [comparable(plain), comparable(warned)]
  return Object.keys(expected).flatMap((key) => {
    const [before, after] = [expected[key], given[key]].map((value) => JSON.stringify(value, null, 1))
    return before === after ? [] : [`${key}: expected ${before ?? ''}, given ${after ?? ''}`]
  })
}

/** Raw stacks also hold the frames that called the test, ours among Jest's: Jest prints neither. */
function comparable({ tests, ...file }: RecordedFile): Record<string, unknown> {
  return {
    ...file,
    tests: tests.map((test) => ({ ...test, failures: test.failures.map(firstLines) })),
  }
}

const firstLines = (message: string): string => message.replace(/\n +at [^]*/, '')

/** What a file under a failing preset says that was not planted, and what was planted and it does not say. */
export function misjudgements(
  planted: readonly PlantedLeak[],
  plain: RecordedFile | undefined,
  judged: RecordedFile | undefined,
): string[] {
  if (plain === undefined) return []
  if (judged === undefined || (judged.crashed && !plain.crashed)) return ['its verdict is lost']
  const expected = countsOf(planted)
  const certain = countsOf(planted.filter(({ isLate }) => !isLate))
  const given = countsOf(judged.tests.flatMap(({ leaks }) => leaks.map(asPlanted)))
  return [
    ...beyond(certain, given).map((line) => `missed: ${line}`),
    ...beyond(given, expected).map((line) => `innocent: ${line}`),
    ...statuses(plain, judged),
  ]
}

/** What a failed test is told of state that others have left, in its message or beside it. */
const victimNotice = /(?:^|\n\n)leakguard: .* before this test ran(?:\n {4}at .*)?$/m

/** Whoever leaked fails; all others do as under plain Jest, with the same errors. */
function statuses(plain: RecordedFile, judged: RecordedFile): string[] {
  const judgedTests = judged.tests.filter(({ path }) => !isOwnCheck(path.at(-1) ?? ''))
  const pairs = plain.tests.map((test) => [test, judgedTests.find((each) => samePath(each, test))] as const)
  const added = judgedTests.length - plain.tests.length
  return [
    ...(added === 0 ? [] : [`${String(added)} tests more than under plain Jest`]),
    ...pairs.flatMap(([before, after]) => {
      const name = before.path.join(' › ')
      if (after === undefined) return [`${name}: did not run`]
      const expected = after.leaks.length > 0 ? 'failed' : before.status
      const errors = after.failures
        .map((text) => text.replace(victimNotice, ''))
        .filter((text) => text !== '' && !text.startsWith('LeakError: '))
        .map(firstLines)
      return [
        ...(after.status === expected ? [] : [`${name}: expected ${expected}, given ${after.status}`]),
        ...(JSON.stringify(errors) === JSON.stringify(before.failures.map(firstLines))
          ? []
          : [`${name}: other errors: ${errors.join('; ')}`]),
      ]
    }),
  ]
}

const samePath = (one: RecordedTest, other: RecordedTest): boolean =>
  JSON.stringify(one.path) === JSON.stringify(other.path)

const asPlanted = ({ owner, type, site, count }: RecordedLeak): Omit<PlantedLeak, 'isLate'> => ({
  kind: owner.kind as PlantedLeak['kind'],
  path: owner.path,
  type,
  place: site === undefined ? 'nowhere' : `${site.file}:${String(site.line)}`,
  count,
})

/** How many there are by owner, type and line: one line may have been called in several ways. */
function countsOf(leaks: readonly Omit<PlantedLeak, 'isLate'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { kind, path, type, place, count } of leaks) {
    const line = `${[kind, ...path].join(' › ')}: ${type}, ${place}`
    counts.set(line, (counts.get(line) ?? 0) + count)
  }
  return counts
}

function beyond(counts: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([line, count]) => {
    const more = count - (others.get(line) ?? 0)
    return more > 0 ? [`${String(more)} × ${line}`] : []
  })
}
