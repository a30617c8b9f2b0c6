import type { Maker } from '../../knowledge/package-knowledge'
import { isRecord, suggestion } from '../../options/validation/value-checks'
import type { Context } from '../rule'

/** A class or factory of the project: the entries of `settings.leakguard.resources`. */
export interface ProjectMaker extends Maker {
  /** How the message tells to close it. */
  readonly help?: string
}

const fields = ['name', 'close', 'opens', 'help']
const identifiers = /^[\w$]+(?:\.[\w$]+)*$/

const known = new WeakMap<object, readonly ProjectMaker[]>()

/** @throws TypeError that names the entry, what was expected and what was given. */
export function projectMakers({ settings }: Context): readonly ProjectMaker[] {
  const leakguard = settings?.['leakguard']
  if (leakguard === undefined) return []
  if (!isRecord(leakguard)) throw wrong('', 'an object such as { resources: [] }', leakguard)
  const makers = known.get(leakguard) ?? read(leakguard)
  known.set(leakguard, makers)
  return makers
}

function read(leakguard: Record<string, unknown>): readonly ProjectMaker[] {
  for (const field of Object.keys(leakguard))
    if (field !== 'resources')
      throw new TypeError(`settings.leakguard: unknown setting "${field}"${suggestion(field, ['resources'])}`)
  const { resources = [] } = leakguard
  if (!Array.isArray(resources)) throw wrong('.resources', 'a list', resources)
  return resources.map((entry: unknown, index) => maker(entry, `.resources[${String(index)}]`))
}

function maker(entry: unknown, where: string): ProjectMaker {
  if (!isRecord(entry)) throw wrong(where, "an object such as { name: 'OrderStore', close: 'close' }", entry)
  for (const field of Object.keys(entry))
    if (!fields.includes(field))
      throw new TypeError(`settings.leakguard${where}: unknown field "${field}"${suggestion(field, fields)}`)
  const { name, help } = entry
  if (typeof name !== 'string' || !identifiers.test(name))
    throw wrong(`${where}.name`, 'the name of a class or function, `OrderStore` or `Store.open`', name)
  if (help !== undefined && typeof help !== 'string') throw wrong(`${where}.help`, 'a text', help)
  const opens = entry['opens'] === undefined ? undefined : names(entry['opens'], `${where}.opens`)
  return {
    name,
    close: names(entry['close'], `${where}.close`),
    ...(opens === undefined ? {} : { opens }),
    ...(help === undefined ? {} : { help }),
  }
}

function names(given: unknown, where: string): readonly string[] {
  const list: unknown[] = Array.isArray(given) ? given : [given]
  if (list.length === 0 || !list.every((name) => typeof name === 'string' && identifiers.test(name)))
    throw wrong(where, 'the name of a method, or several', given)
  return list as string[]
}

function wrong(where: string, expected: string, given: unknown): TypeError {
  return new TypeError(
    `settings.leakguard${where}: expected ${expected}, given ${given === undefined ? 'nothing' : JSON.stringify(given)}`,
  )
}
