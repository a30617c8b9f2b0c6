import type { Unit } from './rows/row'
import type { Spread } from './statistics'

/** One measured row. */
export interface Result {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly pairs: number
  readonly measured: Spread
  readonly target: number | undefined
  readonly note: string | undefined
}

const digits: Record<Unit, number> = { x: 3, ms: 2, µs: 1, bytes: 0, stacks: 1 }

const format = (value: number, unit: Unit): string => `${value.toFixed(digits[unit])} ${unit}`

/** Its target is not met. */
export function isMissed({ target, measured }: Result): boolean {
  return target !== undefined && measured.median > target
}

function verdict(result: Result): string {
  if (result.target === undefined) return 'reported'
  return isMissed(result) ? 'MISSED' : 'met'
}

/** A Markdown table, the shape in which README.md keeps it; notes follow below. */
export function toTable(results: readonly Result[]): string {
  const lines = results.map((result) => {
    const { title, unit, measured, target } = result
    const goal = target === undefined ? '' : `≤ ${target} ${unit}`
    const spread = `${format(measured.min, unit)} to ${format(measured.max, unit)}`
    return `| ${title} | ${goal} | ${format(measured.median, unit)} | ${spread} | ${verdict(result)} |`
  })
  const notes = results.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]))
  const head = ['| what | target | median | lowest to highest | |', '|---|---|---|---|---|']
  return [...head, ...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}
