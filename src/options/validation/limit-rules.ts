import { describeValue, pathTo } from './describe-value'
import { limitNames } from '../limits'
import { isRecord, suggestion } from './value-checks'

const levels = ['warn', 'fail']

/** Says what is wrong with the limits; an empty list when nothing is. */
export function limitProblems(value: unknown, where: string): string[] {
  if (!isRecord(value)) {
    return [`${where}: expected an object such as { connections: 20 }, got ${describeValue(value)}`]
  }
  return Object.entries(value).flatMap(([name, given]) => {
    const here = pathTo(where, name)
    if (!limitNames.some((known) => known === name))
      return [`${here}: unknown limit${suggestion(name, limitNames)}`]
    return given === undefined ? [] : problemsOf(given, here, name.endsWith('Growth') ? ' of bytes' : '')
  })
}

function problemsOf(limit: unknown, where: string, unit: string): string[] {
  const expected = `expected a whole number${unit} from 0`
  if (!isRecord(limit)) {
    if (isAmount(limit)) return []
    return [`${where}: ${expected}, or { warn, fail } with one each, got ${describeValue(limit)}`]
  }
  const given = Object.entries(limit).filter(([, amount]) => amount !== undefined)
  const unknown = given.filter(([name]) => !levels.includes(name))
  const { warn, fail } = limit
  const wrong = given.filter(([name, amount]) => levels.includes(name) && !isAmount(amount))
  return [
    ...unknown.map(([name]) => `${pathTo(where, name)}: unknown level${suggestion(name, levels)}`),
    ...wrong.map(([name, amount]) => `${pathTo(where, name)}: ${expected}, got ${describeValue(amount)}`),
    ...(given.length === 0 ? [`${where}: expected "warn" or "fail", got neither`] : []),
    ...(isAmount(warn) && isAmount(fail) && warn > fail
      ? [
          `${where}: expected "warn" to be "fail" or less, got ${describeValue(warn)} and ${describeValue(fail)}`,
        ]
      : []),
  ]
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
