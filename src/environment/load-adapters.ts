import { createRequire } from 'node:module'
import { join } from 'node:path'

import { adapterProblems } from '../options/definition-rules'
import { OptionsError } from '../options/options-error'
import { registerAdapter } from '../resources/custom/adapters'
import type { ResourceAdapter } from '../resources/custom/definition'
import { leakTypes } from '../wording/types'

const option = 'testEnvironmentOptions.leakguard.adapters'

/** Modules that were loaded and found valid, by file. */
const loaded = new Set<string>()

/**
 * Loads adapter modules outside the sandbox, once per process. A module exports an adapter, or an array of them.
 *
 * @throws OptionsError that names the module: not found, an error of its own, or no adapter
 */
export function loadAdapters(names: readonly string[], rootDir: string): void {
  const load = createRequire(join(rootDir, 'package.json'))
  const problems = names.flatMap((name, index) => loadOne(name, `${option}[${String(index)}]`, load))
  if (problems.length > 0) throw new OptionsError(option, problems)
}

function loadOne(name: string, where: string, load: NodeJS.Require): string[] {
  const named = `${where} (${JSON.stringify(name)})`
  let file: string
  try {
    file = load.resolve(name.replace(/^<rootDir>/, '.'))
  } catch {
    return [
      `${named}: not found; expected a package, or a path from the root directory such as "./adapter.js"`,
    ]
  }
  if (loaded.has(file)) return []
  let exports: unknown
  try {
    exports = load(file)
  } catch (error) {
    return [`${named}: threw while it was loaded: ${firstLineOf(error)}`]
  }
  const adapters = adaptersIn(exports)
  const problems = adapters.flatMap((adapter, index) =>
    adapterProblems(adapter, adapters.length === 1 ? named : `${named}[${String(index)}]`, leakTypes),
  )
  if (problems.length > 0) return problems
  loaded.add(file)
  for (const adapter of adapters) registerAdapter(adapter as ResourceAdapter<unknown>)
  return []
}

function firstLineOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

/** `module.exports`, or the default export of an ES module, compiled or real. */
function adaptersIn(exports: unknown): readonly unknown[] {
  const value: unknown =
    typeof exports === 'object' && exports !== null && 'default' in exports ? exports.default : exports
  return Array.isArray(value) ? (value as unknown[]) : [value]
}
