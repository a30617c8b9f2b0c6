import { parseCreator } from '../created-by'
import { describeValue, pathTo } from './describe-value'
import { typeProblems } from './type-names'
import { isRecord, suggestion } from './value-checks'

const fields = ['type', 'createdBy', 'tests', 'count', 'reason', 'until']

/** Says what is wrong with one allowance; an empty list when nothing is. */
export function allowanceProblems(value: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (!isRecord(value)) {
    return [
      `${where}: expected an allowance such as { type: "timer", reason: "..." }, got ${describeValue(value)}`,
    ]
  }
  const unknown = Object.keys(value)
    .filter((name) => !fields.includes(name))
    .map((name) => `${pathTo(where, name)}: unknown field of an allowance${suggestion(name, fields)}`)
  return [
    ...unknown,
    ...(value.type === undefined ? [] : typeProblems(value.type, `${where}.type`, knownTypes)),
    ...creatorProblems(value.createdBy, `${where}.createdBy`),
    ...patternProblems(value.tests, `${where}.tests`),
    ...countProblems(value.count, `${where}.count`),
    ...reasonProblems(value.reason, `${where}.reason`),
    ...dateProblems(value.until, `${where}.until`),
  ]
}

/** Says what is wrong with a list of allowances. */
export function allowancesProblems(value: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (!Array.isArray(value)) return [`${where}: expected an array of allowances, got ${describeValue(value)}`]
  return value.flatMap((item: unknown, index) =>
    allowanceProblems(item, `${where}[${String(index)}]`, knownTypes),
  )
}

function creatorProblems(value: unknown, where: string): string[] {
  if (value === undefined || (typeof value === 'string' && parseCreator(value) !== undefined)) return []
  return [
    `${where}: expected a package ("ioredis@^5"), a path below the root directory ("src/legacy/**") or a function ` +
      `("poll()"), got ${describeValue(value)}`,
  ]
}

function patternProblems(value: unknown, where: string): string[] {
  if (value === undefined || (typeof value === 'string' && isPattern(value))) return []
  return [
    `${where}: expected a regular expression for test names, as for \`jest -t\`, got ${describeValue(value)}`,
  ]
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

function countProblems(value: unknown, where: string): string[] {
  const [least, most] = Array.isArray(value) ? (value as unknown[]) : [value, value]
  const isPair = !Array.isArray(value) || value.length === 2
  if (value === undefined || (isPair && isNumber(least) && isNumber(most) && most >= 1 && least <= most))
    return []
  const given = Array.isArray(value) ? `[${value.map(describeValue).join(', ')}]` : describeValue(value)
  return [`${where}: expected a number of leaks from 1, or [least, most], got ${given}`]
}

function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}

function reasonProblems(value: unknown, where: string): string[] {
  if (typeof value === 'string' && value.trim() !== '') return []
  const given = value === undefined ? 'nothing' : describeValue(value)
  return [`${where}: expected the reason why the leak is accepted, got ${given}`]
}

function dateProblems(value: unknown, where: string): string[] {
  if (value === undefined || (typeof value === 'string' && isDay(value))) return []
  return [`${where}: expected a date such as "2027-01-31", got ${describeValue(value)}`]
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  // The thirtieth of February becomes a day in March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
