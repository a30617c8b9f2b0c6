import { basename } from 'node:path'

import { type EnvironmentFile, environmentFile, inRoot } from './environment-file'
import { environmentKind, shownEnvironment } from '../runs/environments'
import { guardJson } from './guard-json'
import { byHand, changed, newFile, type Outcome, type Part } from './plan-types'

/** JSON calls no function: the preset where its place is free, else the lines that it stands for. */
export function planJson(
  file: string,
  text: string,
  open: readonly Part[],
  { needsReporter, hasPreset }: { readonly needsReporter: boolean; readonly hasPreset: boolean },
): Outcome {
  const created: EnvironmentFile[] = []
  const names = new Map<number | undefined, string>()
  for (const { index, environment, rootDir } of open) {
    const kind = environmentKind(environment)
    if (kind !== 'other') names.set(index, `jest-leakguard/${kind === 'jsdom' ? 'jsdom' : 'environment'}`)
    else {
      const wrapper = environmentFile(environment, file)
      if (wrapper === undefined)
        return byHand(
          `its environment ${shownEnvironment(environment)} comes with a package that this one does not depend on`,
        )
      created.push(wrapper)
      names.set(index, inRoot(wrapper.path, rootDir))
    }
  }
  const own = names.get(undefined)
  const takesPreset = !hasPreset && own === 'jest-leakguard/environment' && names.size === 1
  const projects = new Map(
    [...names].flatMap(([index, name]) => (index === undefined ? [] : [[index, name] as const])),
  )
  const after = guardJson(text, basename(file) === 'package.json', {
    environment: own,
    projects,
    takesPreset,
    needsReporter,
  })
  if (after === undefined) return byHand('it cannot be read as JSON')
  const words = [...new Set(names.values())].map((name) =>
    name.startsWith('<rootDir>') ? name.slice('<rootDir>/'.length) : name,
  )
  const what = [...words, ...(needsReporter ? ['the reporter'] : [])].join(', ')
  return changed(what, [{ file, before: text, after }, ...created.map(newFile)])
}
