import type { Measure, SideResult } from './comparisons/compare'
import { patience } from './comparisons/rivals'
import type { Compared, Result } from './measure'
import type { RunningVersions, Unit } from './rows/row'
import type { Spread } from './statistics'

const digits: Record<Unit, number> = { x: 2, ms: 1, µs: 1, bytes: 0, stacks: 1, modules: 0 }

/** `1.12 x (1.07 to 1.19)`, and whether it is more than the target. */
function cell(spread: Spread, unit: Unit, target: number | undefined): string {
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) =>
    value.toFixed(digits[unit]),
  )
  const missed = target !== undefined && spread.median > target
  return `${median} ${unit} (${min} to ${max})${missed ? ' MISSED' : ''}`
}

/** The targets that were not met. */
export function missedIn(compared: readonly Compared[], results: readonly Result[]): readonly string[] {
  const over = (spread: Spread | undefined, target: number | undefined): boolean =>
    target !== undefined && spread !== undefined && spread.median > target
  const on = ({ node, jest }: RunningVersions): string => `Node ${node}, Jest ${jest}`
  return [
    ...compared.flatMap(({ name, runtime, target, collectorTarget, sides }) => {
      const times = ownTimes(sides)
      return [
        ...(over(times?.cpu, target) ? [`${name} on ${on(runtime)}`] : []),
        ...(over(times?.collector, collectorTarget) ? [`collector of ${name} on ${on(runtime)}`] : []),
      ]
    }),
    ...results.flatMap(({ name, runtime, target, measured }) =>
      over(measured, target) ? [`${name} on ${on(runtime)}`] : [],
    ),
  ]
}

const ownTimes = (sides: readonly SideResult[]): SideResult['times'] =>
  sides.find(({ title }) => title === 'jest-leakguard')?.times

/** Lines of one Markdown table. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n')
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** CPU as a multiple of plain Jest: a line for each suite and Jest, a column for each Node. */
export function comparisonTable(compared: readonly Compared[]): string {
  const nodes = unique(compared.map(({ runtime }) => runtime.node))
  const lines = unique(compared.map(({ name, runtime }) => `${name} ${runtime.jest}`)).map((key) => {
    const same = compared.filter(({ name, runtime }) => `${name} ${runtime.jest}` === key)
    const [{ title, runtime, target }] = same as [Compared]
    const cells = nodes.map((node) => {
      const found = same.find((one) => one.runtime.node === node)
      const times = found && ownTimes(found.sides)
      return times ? cell(times.cpu, 'x', found.target) : ''
    })
    const targets = unique(same.map((one) => one.target)).filter((one) => one !== undefined)
    return [title, runtime.jest, target === undefined ? '' : `≤ ${targets.join(' or ')} x`, ...cells]
  })
  return table(['CPU against plain Jest', 'Jest', 'target', ...nodes.map((node) => `Node ${node}`)], lines)
}

/** What each tool used for one suite. */
export function sidesTable({ title, runtime, collectorTarget, sides }: Compared): string {
  const head = [
    `${title}; Node ${runtime.node}, Jest ${runtime.jest}`,
    'CPU',
    'without it',
    'collector',
    'without it',
    'peak memory',
    'without it',
  ]
  const lines = sides.map((side) => {
    const { used, times, failed, runs } = side
    const name = failed > 0 ? `${side.title} (failed ${failed} of ${runs} runs)` : side.title
    if (used === undefined) return [name, `given up after ${patience / 1000} s`, '', '', '', '', '']
    const of = (measure: Measure, unit: string, by: number): readonly string[] => [
      `${(used[measure].median / by).toFixed(0)} ${unit}`,
      times === undefined
        ? ''
        : cell(
            times[measure],
            'x',
            measure === 'collector' && side.title === 'jest-leakguard' ? collectorTarget : undefined,
          ),
    ]
    // Their tests run in threads, whose collector nobody hears.
    const collector = /^(?:Vitest|Rstest)/.test(side.title) ? ['', ''] : of('collector', 'ms', 1)
    return [name, ...of('cpu', 'ms', 1), ...collector, ...of('peak', 'MB', 1e6)]
  })
  return table(head, lines)
}

/** Single figures: a line for each, a column for each Node and Jest. */
export function rowTable(results: readonly Result[]): string {
  const runtimes = unique(results.map(({ runtime }) => `Node ${runtime.node}, Jest ${runtime.jest}`))
  const lines = unique(results.map(({ name }) => name)).map((name) => {
    const same = results.filter((result) => result.name === name)
    const [{ title, unit, target }] = same as [Result]
    const cells = runtimes.map((runtime) => {
      const found = same.find((one) => `Node ${one.runtime.node}, Jest ${one.runtime.jest}` === runtime)
      return found ? cell(found.measured, unit, found.target) : ''
    })
    return [title, target === undefined ? '' : `≤ ${target} ${unit}`, ...cells]
  })
  const notes = unique(results.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`])))
  return [table(['what', 'target', ...runtimes], lines), ...notes].join('\n\n')
}
