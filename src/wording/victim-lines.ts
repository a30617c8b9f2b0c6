import type { FileRecord } from '../verdict/record'
import type { FoundChange, Victim } from '../verdict/victim'
import { capped } from './listed'
import { typeWordings } from './types'

/** Failed tests that are named; the rest is counted. */
const mostTests = 5

/** `a.test.js › prints a date failed after "moves to Paris" had left `process.env.TZ` changed (a.test.js:12)`. */
export function victimLine(file: string, { found, test }: Victim): string {
  return `${[file, ...test].join(' › ')} failed after ${leftBy(found)}`
}

/** For the test's own message. */
export function victimNotice(found: readonly FoundChange[]): string {
  return `leakguard: ${leftBy(found).replaceAll(/\s+/g, ' ')} before this test ran`
}

function leftBy(found: readonly FoundChange[]): string {
  const texts = found.map(({ at, by, facts, file, type }) => {
    const names = file === undefined ? by : [file, ...by]
    const who = names.length === 0 ? 'the file' : `"${names.join(' › ')}"`
    return `${who} had left ${typeWordings[type].one(facts)} (${at})`
  })
  return texts.join(', and ')
}

/** A line for each test that failed after another had left state behind: what it found may be why. */
export function victimLines(records: readonly FileRecord[]): string[] {
  const sorted = [...records].sort((a, b) => (a.file < b.file ? -1 : 1))
  const lines = sorted.flatMap(({ file, victims = [] }) => victims.map((victim) => victimLine(file, victim)))
  return capped(lines, mostTests, 'test').map(
    (line, index) => `${(index === 0 ? 'State:' : '').padEnd(13)}${line}`,
  )
}
