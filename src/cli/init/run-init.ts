import { relative, resolve } from 'node:path'

import { readFile } from '../../loading/read-file'
import { plainLine } from '../../report/plain-text'
import { resolveRun, type ResolvedRun, type RunProject } from '../runs/configs'
import { findRuns, type JestRun, type RepositoryRuns } from '../runs/jest-runs'
import { namedEnvironments } from '../runs/docblocks'
import { environmentKind } from '../runs/environments'
import { listTests } from '../runs/list-tests'
import { prove } from '../runs/prove'
import { everyRun } from '../runs/runs-for'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'
import { UsageError } from '../../terminal/usage-error'
import { addHook } from './hooks'
import { undoneWhenInterrupted } from './interrupted'
import { lineDiff } from './line-diff'
import { nextSteps } from './next-steps'
import { planConfigs } from './plan'
import { planDocblocks } from './plan-docblocks'
import { planScripts } from './plan-scripts'
import type { Change, ConfigPlan } from './plan-types'
import { shownPath } from '../runs/shown-path'
import { toldPlans } from './told-plan'
import { writeChanges } from './write-changes'

/** All that `init` found and is about to do. */
interface Plan {
  readonly runs: readonly ResolvedRun[]
  /** Test files of each run. */
  readonly tests: ReadonlyMap<ResolvedRun, readonly string[]>
  readonly configs: readonly ConfigPlan[]
  /** What test files say in their docblocks, and scripts on their command lines. */
  readonly named: readonly ConfigPlan[]
  readonly changes: readonly Change[]
  /** What stays unguarded, by name, each with its reason. */
  readonly open: readonly string[]
}

export async function runInit({ options, cwd, terminal }: CommandInput): Promise<number> {
  const named = typeof options.config === 'string' ? options.config : undefined
  const plan = await planAll(cwd, named, options.hooks === true, terminal)
  const isDry = options['dry-run'] === true
  const isCi = options.ci === true || isCiVariable(process.env.CI)
  const say = options.json === true ? () => undefined : terminal.say
  say(`leakguard init: ${plural(plan.configs.length, 'configuration')} of Jest`)
  for (const line of toldPlans([...plan.configs, ...plan.named], cwd)) say(line)
  if (isDry || isCi) {
    const diffs = plan.changes.map(({ file, before = '', after }) =>
      lineDiff(shownPath(file, cwd), before, after),
    )
    if (options.json === true) terminal.data(json(plan, cwd, []))
    else for (const diff of diffs) terminal.data(diff)
    if (isCi && plan.changes.length > 0)
      say(
        `leakguard init: nothing is changed in CI; run \`npx jest-leakguard init\` and commit what it writes`,
      )
    sayOpen(plan.open, say)
    return plan.open.length > 0 || (isCi && plan.changes.length > 0) ? exitCode.incomplete : exitCode.clean
  }
  const undo = writeChanges(plan.changes)
  const failed = await undoneWhenInterrupted(undo, () => proveAll(plan, terminal, cwd))
  const isUndone = failed.length > 0 && options.keep !== true && plan.changes.length > 0
  if (isUndone) undo()
  const open = [...plan.open, ...failed]
  if (options.json === true) terminal.data(json(plan, cwd, failed))
  if (isUndone) say('leakguard init: all changes are undone; `--keep` keeps them')
  sayOpen(open, say)
  if (open.length > 0) return exitCode.incomplete
  say(`leakguard init: a planted leak fails in ${plan.configs.length === 1 ? 'it' : 'each of them'}`)
  if (plan.changes.length > 0) for (const line of ['', ...nextSteps(cwd, plan.runs)]) say(line)
  return exitCode.clean
}

async function planAll(
  cwd: string,
  named: string | undefined,
  hooks: boolean,
  terminal: Terminal,
): Promise<Plan> {
  const { runs, foreign } = named === undefined ? everyRun(cwd) : onlyRun(cwd, named)
  const tests = new Map<ResolvedRun, readonly string[]>()
  for (const run of runs) {
    terminal.progress(`asking Jest: ${run.from[0] ?? relative(cwd, run.directory)}`)
    // What a script says of environments and reporters is looked at on its own.
    const asked = await resolveRun(run, 'env', 'testEnvironment', 'reporters')
    tests.set(asked, asked.problem === undefined ? await listTests(asked) : [])
  }
  terminal.progress('')
  const resolved = [...tests.keys()]
  const configs = planConfigs(resolved)
  const docblocks = planDocblocks(resolved, tests)
  const changes = new Map(
    [...configs, ...docblocks].flatMap((config) =>
      config.changes.map((change) => [change.file, change] as const),
    ),
  )
  const scripts = planScripts(resolved, (file) => changes.get(file))
  for (const change of scripts.changes) changes.set(change.file, change)
  const hook = hooks ? addHook(cwd, (file) => changes.get(file)) : undefined
  if (typeof hook === 'object' && hook.before !== hook.after) changes.set(hook.file, hook)
  return {
    runs: resolved,
    tests,
    configs,
    named: [...docblocks, ...scripts.scripts],
    changes: [...changes.values()],
    open: [
      ...[...configs, ...docblocks]
        .filter(({ state }) => state === 'open')
        .map(({ file, what }) => `${shownPath(file, cwd)}: ${what}`),
      ...resolved
        .filter(({ file, projects }) => file === undefined && !isGuarded(projects))
        .map(({ from }) => `${from.join(', ')}: its configuration stands on the command line`),
      ...scripts.open,
      ...foreign.map(({ from, tool }) => `${from}: \`${tool}\` brings a configuration of its own`),
      ...(typeof hook === 'string' ? [hook] : []),
    ],
  }
}

/** What the scripts say of it, if they do. */
function onlyRun(cwd: string, named: string): RepositoryRuns {
  const file = resolve(cwd, named)
  if (readFile(file) === undefined)
    throw new UsageError(`cannot read the configuration \`${plainLine(named)}\``)
  const runs = findRuns(cwd).runs.filter((run) => isOf(run, file))
  const [first] = runs
  const alone: JestRun = {
    directory: cwd,
    from: [],
    options: [{ name: 'config', words: ['--config', named] }],
    env: first?.env ?? {},
    nodeArgs: first?.nodeArgs ?? [],
  }
  return { runs: first === undefined ? [alone] : runs, foreign: [] }
}

function isOf({ directory, options }: JestRun, file: string): boolean {
  const named = options.findLast(({ name }) => name === 'config')?.words.at(-1)
  return named !== undefined && resolve(directory, named.replace(/^(?:--config|-c)=/, '')) === file
}

/** Plants a leak in everything that has a plan, and says of which nothing was found. */
async function proveAll({ runs, tests, configs }: Plan, terminal: Terminal, cwd: string): Promise<string[]> {
  const failed: string[] = []
  const proven = new Set<string>()
  const open = new Set(configs.filter(({ state }) => state === 'open').map(({ file }) => file))
  for (const before of runs) {
    // What stands on a command line has been named.
    if (before.file === undefined) continue
    // As its files are now.
    const run = await resolveRun(withNewScript(before))
    const projects = run.projects.filter(
      ({ file, index }) => !open.has(file) && !proven.has(`${file} ${String(index)}`),
    )
    if (run.problem !== undefined && !open.has(before.file))
      failed.push(`${shownPath(before.file, cwd)}: Jest cannot read it: ${run.problem}`)
    if (projects.length === 0) continue
    terminal.progress(`planting a leak: ${run.from[0] ?? shownPath(before.file, cwd)}`)
    const own = tests.get(before) ?? []
    const named = namedEnvironments(run.projects, own)
    for (const { project, problem } of await prove({ ...run, projects }, own, named)) {
      const named = project.index === undefined ? '' : ` (project ${String(project.index + 1)})`
      if (problem === undefined) proven.add(`${project.file} ${String(project.index)}`)
      else failed.push(`${shownPath(project.file, cwd)}${named}: ${problem}`)
    }
  }
  terminal.progress('')
  return [...new Set(failed)]
}

function isGuarded(projects: readonly RunProject[]): boolean {
  return (
    projects.length > 0 &&
    projects.every(({ config }) => environmentKind(String(config.testEnvironment)) === 'guarded')
  )
}

/** A script that named an environment names ours by now. */
function withNewScript(run: ResolvedRun): ResolvedRun {
  const { script } = run
  if (script === undefined) return run
  const now = findRuns(run.directory).runs.find(
    (other) => other.script?.manifest === script.manifest && other.script.name === script.name,
  )
  return now === undefined ? run : { ...run, options: now.options }
}

function sayOpen(open: readonly string[], say: (text: string) => void): void {
  if (open.length === 0) return
  say('leakguard init: leaks are NOT found in:')
  for (const line of open) say(`  ${plainLine(line)}`)
}

function json({ configs, named, changes, open }: Plan, cwd: string, failed: readonly string[]): string {
  return JSON.stringify({
    schema: 1,
    configs: [...configs, ...named].map(({ file, from, environments, state, what }) => ({
      file: shownPath(file, cwd),
      from,
      environments,
      state,
      what,
    })),
    changes: changes.map(({ file, before = '', after }) => ({
      file: shownPath(file, cwd),
      diff: lineDiff(shownPath(file, cwd), before, after),
    })),
    unguarded: [...open, ...failed],
  })
}

function isCiVariable(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value)
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
