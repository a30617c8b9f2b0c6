import { readFile } from '../../loading/read-file'
import { valueIn } from '../runs/config-arguments'
import type { ResolvedRun } from '../runs/configs'
import { environmentKind, hasReporter, shownEnvironment } from '../runs/environments'
import { planJson } from './plan-json'
import { planModule } from './plan-module'
import type { ConfigPlan, Part } from './plan-types'

/** All that the runs of a repository read, file by file. */
export function planConfigs(runs: readonly ResolvedRun[]): ConfigPlan[] {
  const files = new Set(
    runs.flatMap(({ file, projects }) => [
      ...(file === undefined ? [] : [file]),
      ...projects.map((project) => project.file),
    ]),
  )
  return [...files].filter((file) => file !== '').map((file) => planFile(file, runs))
}

function planFile(file: string, runs: readonly ResolvedRun[]): ConfigPlan {
  const started = runs.filter((run) => run.file === file)
  const reading = runs.filter(
    (run) => run.file === file || run.projects.some((project) => project.file === file),
  )
  const parts = partsOf(file, reading)
  const from = [...new Set((started.length > 0 ? started : reading).flatMap((run) => run.from))]
  const shared = {
    file,
    from,
    environments: [...new Set(parts.map(({ environment }) => shownEnvironment(environment)))],
  }
  const problem = started.find((run) => run.problem !== undefined)?.problem
  if (problem !== undefined && parts.length === 0)
    return { ...shared, state: 'open', what: `Jest cannot read it: ${problem}`, changes: [] }
  const needsReporter = started.some(
    ({ global, problem: none }) => none === undefined && !hasReporter(global),
  )
  const open = parts.filter(({ environment }) => environmentKind(environment) !== 'guarded')
  if (open.length === 0 && !needsReporter)
    return { ...shared, state: 'guarded', what: 'uses jest-leakguard already', changes: [] }
  const text = String(readFile(file) ?? '')
  // One on the command line goes before that of the file.
  const hasPreset = reading.some(({ options }) => valueIn(options, 'preset') !== undefined)
  const outcome = file.endsWith('.json')
    ? planJson(file, text, open, { needsReporter, hasPreset })
    : planModule(file, text, open)
  return { ...shared, ...outcome }
}

function partsOf(file: string, runs: readonly ResolvedRun[]): Part[] {
  const parts = new Map<number | undefined, Part>()
  for (const { projects } of runs) {
    for (const { file: own, index, config } of projects) {
      if (own === file)
        parts.set(index, {
          index,
          environment: String(config.testEnvironment),
          rootDir: String(config.rootDir),
        })
    }
  }
  return [...parts.values()]
}
