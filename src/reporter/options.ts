import { type FormatName, formatNames } from '../report/format-names'
import { describeValue, listWords, pathTo } from '../options/validation/describe-value'
import { nearestName } from '../options/validation/nearest-name'
import { OptionsError } from '../options/validation/options-error'
import { isRecord, suggestion } from '../options/validation/value-checks'

/** The options of `['jest-leakguard/reporter', options]`. */
export interface ReporterOptions {
  /**
   * Directory for the reports, relative to Jest's root directory; `false`: write none.
   * @default 'leak-report' when `formats` are given or Jest runs in CI, else none
   */
  readonly output?: string | false
  /**
   * What to write there. `github` writes no file: annotations go to the log, a summary to the job's page.
   * @default ['json'], and 'github' within GitHub Actions
   */
  readonly formats?: readonly FormatName[]
  /**
   * What makes the run fail besides failed tests. `'late'`: what a finished file's work left open; `'warned'`:
   * that, and every leak that is only warned of; `'never'`: nothing.
   * @default 'late'
   */
  readonly failOn?: FailOn
}

export type FailOn = 'late' | 'warned' | 'never'

const failOnValues: readonly FailOn[] = ['late', 'warned', 'never']
const where = "reporters: ['jest-leakguard/reporter', options]: options"

/** @throws OptionsError that lists every problem. */
export function readReporterOptions(given: unknown): ReporterOptions {
  if (given === undefined) return {}
  if (!isRecord(given))
    throw new OptionsError(where, [`${where}: expected an object of options, got ${describeValue(given)}`])
  const problems = Object.entries(given).flatMap(([name, value]) => {
    if (!Object.hasOwn(rules, name))
      return [`${pathTo(where, name)}: unknown option${suggestion(name, Object.keys(rules))}`]
    // Checked to be a name of the table just now.
    return value === undefined ? [] : rules[name as keyof ReporterOptions](value, pathTo(where, name))
  })
  if (problems.length > 0) throw new OptionsError(where, problems)
  return given
}

const rules: Record<keyof ReporterOptions, (value: unknown, here: string) => string[]> = {
  output: (value, here) =>
    value === false || (typeof value === 'string' && value !== '')
      ? []
      : [`${here}: expected a directory or false, got ${describeValue(value)}`],
  formats: (value, here) =>
    Array.isArray(value)
      ? value.flatMap((format, index) => word(format, formatNames, `${here}[${String(index)}]`))
      : [`${here}: expected a list such as ["json", "sarif"], got ${describeValue(value)}`],
  failOn: (value, here) => word(value, failOnValues, here),
}

function word(value: unknown, words: readonly string[], here: string): string[] {
  if (typeof value === 'string' && words.includes(value)) return []
  const nearest = typeof value === 'string' ? nearestName(value, words) : undefined
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return [`${here}: expected ${listWords(words)}, got ${describeValue(value)}${hint}`]
}
