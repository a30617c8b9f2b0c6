import { basename } from 'node:path'

import { type EnvironmentFile, environmentFile, inRoot } from './environment-file'
import { environmentKind, shownEnvironment } from '../runs/environments'
import { guardModule, replaceEnvironment } from './guard-module'
import { byHand, changed, newFile, type Outcome, type Part } from './plan-types'

/** Around what it exports: presets, projects, functions and promises stay as they are. */
export function planModule(file: string, text: string, open: readonly Part[]): Outcome {
  // The one kind that `withLeakGuard()` cannot reach: only Jest loads TypeScript.
  const unreached = open.filter(
    ({ environment }) => environmentKind(environment) === 'other' && !/\.[cm]?js$/.test(environment),
  )
  let source = text
  const created: EnvironmentFile[] = []
  for (const { environment, rootDir } of unreached) {
    const wrapper = environmentFile(environment, file)
    const name = new RegExp(
      `${basename(environment)
        .replace(/\.\w+$/, '')
        .replaceAll('.', '\\.')}(?:\\.\\w+)?$`,
    )
    const replaced = wrapper && replaceEnvironment(source, name, inRoot(wrapper.path, rootDir))
    if (wrapper === undefined || replaced === undefined)
      return byHand(
        `its environment ${shownEnvironment(environment)} is TypeScript: export withLeakDetection(Environment) there`,
      )
    source = replaced
    created.push(wrapper)
  }
  const guarded = guardModule(source, file)
  if (guarded === undefined)
    return byHand(
      text.includes('withLeakGuard')
        ? 'it uses withLeakGuard() already, and its environment is not reached: look at what it exports'
        : 'its export is not one that is known: export withLeakGuard(config) instead',
    )
  return changed('withLeakGuard() around what it exports', [
    { file, before: text, after: guarded },
    ...created.map(newFile),
  ])
}
