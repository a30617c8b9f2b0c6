import { relative, sep } from 'node:path'

import { readFile } from '../../loading/read-file'
import type { ResolvedRun } from '../runs/configs'
import { type NamedEnvironment, namedEnvironments, withEnvironment } from '../runs/docblocks'
import { environmentFile } from './environment-file'
import { byHand, changed, type ConfigPlan, newFile, type Outcome } from './plan-types'

/** Docblocks of test files that name an environment, which no configuration can change. */
export function planDocblocks(
  runs: readonly ResolvedRun[],
  tests: ReadonlyMap<ResolvedRun, readonly string[]>,
): ConfigPlan[] {
  const planned = new Set<string>()
  return runs.flatMap((run) =>
    namedEnvironments(run.projects, tests.get(run) ?? []).flatMap((named) => {
      const own = named.tests.filter((test) => !planned.has(test))
      for (const test of own) planned.add(test)
      const [file] = own
      if (file === undefined || named.kind === 'guarded') return []
      return [{ file, from: [], environments: [named.name], ...outcome({ ...named, tests: own }) }]
    }),
  )
}

function outcome({ kind, file, name, project, tests }: NamedEnvironment): Outcome {
  if (kind === 'node') return renamed(tests, 'jest-leakguard/environment')
  if (kind === 'jsdom') return renamed(tests, 'jest-leakguard/jsdom')
  const wrapper =
    file === undefined || !/\.[cm]?js$/.test(file) ? undefined : environmentFile(file, project.file)
  if (wrapper === undefined)
    return byHand(
      `${whose(tests)} names the environment ${name}: export withLeakDetection(Environment) there`,
    )
  const path = relative(String(project.config.rootDir), wrapper.path).split(sep).join('/')
  const { what, changes } = renamed(tests, path.startsWith('../') ? path : `./${path}`)
  return changed(what, [...changes, newFile(wrapper)])
}

function renamed(tests: readonly string[], name: string): Outcome {
  return changed(
    `@jest-environment ${name} in ${whose(tests)}`,
    tests.map((file) => {
      const before = String(readFile(file) ?? '')
      return { file, before, after: withEnvironment(before, name) }
    }),
  )
}

function whose({ length }: readonly string[]): string {
  if (length === 1) return 'its docblock'
  return `its docblock and ${length === 2 ? 'that of 1 more test file' : `those of ${String(length - 1)} more test files`}`
}
