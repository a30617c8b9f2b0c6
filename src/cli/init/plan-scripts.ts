import { readFile } from '../../loading/read-file'
import { valueIn } from '../runs/config-arguments'
import type { ResolvedRun } from '../runs/configs'
import type { Change } from './plan-types'

const twins: Readonly<Record<string, string>> = {
  node: 'environment',
  'jest-environment-node': 'environment',
  jsdom: 'jsdom',
  'jest-environment-jsdom': 'jsdom',
}

export interface ScriptsPlan {
  readonly changes: readonly Change[]
  /** Runs whose environment has to be changed by hand, with the reason. */
  readonly open: readonly string[]
}

/**
 * Scripts that name an environment themselves, `jest --env=jsdom`, which no configuration can change. `planned`: what
 * is to become of a file otherwise.
 */
export function planScripts(
  runs: readonly ResolvedRun[],
  planned: (file: string) => Change | undefined,
): ScriptsPlan {
  const changes = new Map<string, Change>()
  const open: string[] = []
  for (const { options, script, from } of runs) {
    const name = valueIn(options, 'env', 'testEnvironment')
    if (name === undefined || name.includes('leakguard')) continue
    const twin = twins[name]
    if (twin === undefined || script === undefined) {
      open.push(`${from.join(', ')}: it names the environment ${name} on the command line of Jest`)
      continue
    }
    const { manifest } = script
    const before = String(readFile(manifest) ?? '')
    const change = changes.get(manifest) ?? planned(manifest) ?? { file: manifest, before, after: before }
    const named = new RegExp(`(--(?:env|testEnvironment)(?:=| +)(?:\\\\?["'])?)${name}(?![\\w/-])`, 'g')
    changes.set(manifest, { ...change, after: change.after.replaceAll(named, `$1jest-leakguard/${twin}`) })
  }
  return { changes: [...changes.values()], open }
}
