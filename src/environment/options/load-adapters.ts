import { adapterProblems } from '../../options/validation/definition-rules'
import { OptionsError } from '../../options/validation/options-error'
import { registerAdapter } from '../../resources/custom/adapters'
import type { ResourceAdapter } from '../../resources/custom/definition'
import { leakTypes } from '../../wording/types'
import { loadModule } from './load-module'

const option = 'testEnvironmentOptions.leakguard.adapters'

/** Modules that were loaded and found valid, by file. */
const loaded = new Set<string>()

/**
 * Loads adapter modules outside the sandbox, once per process. A module exports an adapter, or an array of them.
 *
 * @throws OptionsError that names the module: not found, an error of its own, or no adapter
 */
export function loadAdapters(names: readonly string[], rootDir: string): void {
  const problems = names.flatMap((name, index) => loadOne(name, `${option}[${String(index)}]`, rootDir))
  if (problems.length > 0) throw new OptionsError(option, problems)
}

function loadOne(name: string, where: string, rootDir: string): string[] {
  const named = `${where} (${JSON.stringify(name)})`
  const found = loadModule(name, named, rootDir, './adapter.js')
  if ('problem' in found) return [found.problem]
  if (loaded.has(found.file)) return []
  const adapters: readonly unknown[] = Array.isArray(found.value) ? (found.value as unknown[]) : [found.value]
  const problems = adapters.flatMap((adapter, index) =>
    adapterProblems(adapter, adapters.length === 1 ? named : `${named}[${String(index)}]`, leakTypes),
  )
  if (problems.length > 0) return problems
  loaded.add(found.file)
  for (const adapter of adapters) registerAdapter(adapter as ResourceAdapter<unknown>)
  return []
}
