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
  const expected = planted.map(lineOfPlanted)
  const given = judged.tests.flatMap(({ leaks }) => leaks.map(lineOfRecorded))
  return [
    ...without(expected, given).map((line) => `missed: ${line}`),
    ...without(given, expected).map((line) => `innocent: ${line}`),
    ...statuses(plain, judged),
  ]
}

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
      const errors = after.failures.filter((text) => !text.startsWith('LeakError: ')).map(firstLines)
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

const lineOfPlanted = ({ kind, path, type, place, count }: PlantedLeak): string =>
  `${[kind, ...path].join(' › ')}: ${String(count)} × ${type}, ${place}`

const lineOfRecorded = ({ owner, type, site, count }: RecordedLeak): string =>
  lineOfPlanted({
    kind: owner.kind as PlantedLeak['kind'],
    path: owner.path,
    type,
    place: site === undefined ? 'nowhere' : `${site.file}:${String(site.line)}`,
    count,
  })

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const index = left.indexOf(line)
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}
