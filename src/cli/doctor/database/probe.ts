// The process in which `jest-leakguard doctor` loads the singleton: what it leaves open ends with it.
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { redactMessage } from '../../../resources/redact'
import { createNames, findMethod, nameOfTarget, resetNames } from '../../../singletons/contract'
import { runReset } from '../../../singletons/reset'
import type { CallEnd } from '../../../verdict/databases/database-check'
import type { Answer, Order } from './channel'
import { openConnections, usePools, watchEmitters } from './pg-objects'
import { loadTypeScript } from './typescript'

/** Milliseconds that one call may take. */
const timeLimit = 10_000

const [spec = ''] = process.argv.slice(2)
const [path = '', exportName = 'default'] = spec.split('#')

let target: object | undefined
let instance: unknown

watchEmitters()
loadTypeScript(process.cwd())
process.on('message', (order: Order) => void obey(order).then((answer) => process.send?.(answer)))
// Errors of connections that the server ends are not ours to die of.
process.on('uncaughtException', (error) => console.error(redactMessage(String(error))))

async function obey(order: Order): Promise<Answer> {
  try {
    target ??= await load()
  } catch (error) {
    return { end: { kind: 'missing' }, name: exportName, problem: textOf(error), connections: [] }
  }
  const name = nameOfTarget(target)
  const before = instance
  const end = order === 'reset' ? await call(target, resetNames) : await create(target)
  return { end, name, same: before === instance, connections: openConnections() }
}

async function create(singleton: object): Promise<CallEnd> {
  const end = await call(singleton, createNames, (value) => (instance = value))
  if (end.kind !== 'done') return end
  return ended(() => usePools())
}

async function call(
  singleton: object,
  names: readonly string[],
  keep: (value: unknown) => void = () => undefined,
): Promise<CallEnd> {
  const [, method] = findMethod(singleton, names) ?? []
  if (method === undefined) return { kind: 'missing' }
  return ended(async () => keep(await method.call(singleton)))
}

async function ended(fn: () => unknown): Promise<CallEnd> {
  const result = await runReset(fn, timeLimit)
  return result.kind === 'threw' ? { kind: 'threw', error: textOf(result.error) } : result
}

async function load(): Promise<object> {
  const require = createRequire(join(process.cwd(), 'package.json'))
  const file = require.resolve(resolve(path.replace(/^<rootDir>[\\/]/, './')))
  const exported = await loadFile(require, file)
  const value: unknown =
    exportName === 'default'
      ? (Reflect.get(exported, 'default') ?? exported)
      : Reflect.get(exported, exportName)
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value
  throw new Error(`${path} exports ${Object.keys(exported).join(', ') || 'nothing'}`)
}

async function loadFile(require: NodeJS.Require, file: string): Promise<object> {
  try {
    return require(file) as object
  } catch (error) {
    const code: unknown = Reflect.get(Object(error) as object, 'code')
    if (code !== 'ERR_REQUIRE_ASYNC_MODULE' && code !== 'ERR_REQUIRE_ESM') throw error
    return (await import(pathToFileURL(file).href)) as object
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return redactMessage(text.split('\nRequire stack:')[0] ?? '')
}
