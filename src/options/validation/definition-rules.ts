import { describeValue, pathTo } from './describe-value'
import { isTypeName } from './type-names'
import { isRecord, suggestion } from './value-checks'

const optional = ['describe', 'parts']
const common = ['type', 'isOpen', 'close', ...optional, 'help']

/** Says what is wrong with a definition of `trackResource()`; an empty list when nothing is. */
export function definitionProblems(given: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (!isRecord(given)) return [notAnObject(given, where, '{ type: "my-pool", isOpen, close }')]
  return problemsOf(given, where, knownTypes, common)
}

/** Says what is wrong with one adapter. */
export function adapterProblems(given: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (!isRecord(given)) return [notAnObject(given, where, '{ type: "my-pool", matches, isOpen, close }')]
  return [
    ...problemsOf(given, where, knownTypes, [...common, 'matches']),
    ...functionProblems(given, where, ['matches']),
  ]
}

function notAnObject(given: unknown, where: string, example: string): string {
  return `${where}: expected an object such as ${example}, got ${describeValue(given)}`
}

function problemsOf(
  given: Record<string, unknown>,
  where: string,
  knownTypes: readonly string[],
  fields: readonly string[],
): string[] {
  const unknown = Object.keys(given)
    .filter((name) => !fields.includes(name))
    .map((name) => `${pathTo(where, name)}: unknown field${suggestion(name, fields)}`)
  const functions = ['isOpen', 'close', ...optional.filter((name) => given[name] !== undefined)]
  return [
    ...unknown,
    ...typeProblems(given.type, `${where}.type`, knownTypes),
    ...functionProblems(given, where, functions),
    ...(given.help === undefined || typeof given.help === 'string'
      ? []
      : [`${where}.help: expected a line of text, got ${describeValue(given.help)}`]),
  ]
}

function typeProblems(type: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (typeof type === 'string' && knownTypes.includes(type))
    return [`${where}: "${type}" is a type of jest-leakguard; expected a name of your own such as "my-pool"`]
  if (typeof type === 'string' && isTypeName(type)) return []
  return [`${where}: expected two words or more in lower case such as "my-pool", got ${describeValue(type)}`]
}

function functionProblems(given: Record<string, unknown>, where: string, names: readonly string[]): string[] {
  return names
    .filter((name) => typeof given[name] !== 'function')
    .map((name) => `${where}.${name}: expected a function, got ${describeValue(given[name])}`)
}
