import { readFile } from '../../loading/read-file'
import { valueIn } from '../runs/config-arguments'
import type { ResolvedRun } from '../runs/configs'
import { shownEnvironment } from '../runs/environments'
import type { Change, ConfigPlan } from './plan-types'

const twins: Readonly<Record<string, string>> = {
  node: 'environment',
  'jest-environment-node': 'environment',
  jsdom: 'jsdom',
  'jest-environment-jsdom': 'jsdom',
}

export interface ScriptsPlan {
  readonly changes: readonly Change[]
  /** Those that are changed. */
  readonly scripts: readonly ConfigPlan[]
  /** Runs whose environment has to be changed by hand, with the reason. */
  readonly open: readonly string[]
}

/**
 * Scripts that name an environment or reporters themselves, `jest --env=jsdom --reporters=default`, which no
 * configuration can change. `planned`: what is to become of a file otherwise.
 */
export function planScripts(
  runs: readonly ResolvedRun[],
  planned: (file: string) => Change | undefined,
): ScriptsPlan {
  const changes = new Map<string, Change>()
  const scripts: ConfigPlan[] = []
  const open: string[] = []
  for (const { options, script, from, projects } of runs) {
    const name = valueIn(options, 'env', 'testEnvironment')
    const isOpen = name !== undefined && !name.includes('leakguard')
    const twin = isOpen ? twins[name] : undefined
    if (isOpen && (twin === undefined || script === undefined))
      open.push(`${from.join(', ')}: it names the environment ${name} on the command line of Jest`)
    const reporters = options.filter((option) => option.name === 'reporters').flatMap(({ words }) => words)
    const needsReporter = reporters.length > 0 && !reporters.some((word) => word.includes('leakguard'))
    if (script === undefined || (twin === undefined && !needsReporter)) continue
    const { manifest: file } = script
    const before = String(readFile(file) ?? '')
    const change = changes.get(file) ?? planned(file) ?? { file, before, after: before }
    const guarded =
      twin === undefined ? change.after : withEnvironment(change.after, name ?? '', `jest-leakguard/${twin}`)
    changes.set(file, { ...change, after: needsReporter ? withReporter(guarded) : guarded })
    const what = [
      ...(twin === undefined ? [] : [`--env=jest-leakguard/${twin}`]),
      ...(needsReporter ? [reporter] : []),
    ]
    scripts.push({
      file,
      from,
      environments: [name ?? shownEnvironment(String(projects[0]?.config.testEnvironment))],
      state: 'change',
      what: `${what.join(' ')} on the command line`,
      changes: [],
    })
  }
  return { changes: [...changes.values()], scripts, open }
}

function withEnvironment(text: string, name: string, twin: string): string {
  const named = new RegExp(`(--(?:env|testEnvironment)(?:=| +)(?:\\\\?["'])?)${name}(?![\\w/-])`, 'g')
  return text.replaceAll(named, `$1${twin}`)
}

const reporter = '--reporters=jest-leakguard/reporter'
const jsonString = /"(?:[^"\\]|\\.)*"/g
const reportersOptions = /(?:--reporters(?:=| +)(?:\\"|')?[\w@./-]+(?:\\"|')?(?: +(?=--reporters))?)+/g

/** Behind the last of those that a script of Jest names. */
function withReporter(text: string): string {
  return text.replaceAll(jsonString, (script) =>
    /\bjest\b/.test(script) && !script.includes('leakguard/reporter')
      ? script.replaceAll(reportersOptions, `$& ${reporter}`)
      : script,
  )
}
