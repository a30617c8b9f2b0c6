import type { Terminal } from '../../terminal/terminal'
import { configChecks, remedy } from './config-checks'
import type { ResolvedRun } from '../runs/configs'
import { type NamedEnvironment, namedEnvironments } from '../runs/docblocks'
import { environmentKind } from '../runs/environments'
import type { ForeignRun } from '../runs/jest-runs'
import { listTests } from '../runs/list-tests'
import { prove } from '../runs/prove'
import { shownPath } from '../runs/shown-path'
import type { Check } from './check'

interface Runs {
  readonly runs: readonly ResolvedRun[]
  readonly foreign: readonly ForeignRun[]
}

/** What each run is configured to do, and whether leaks are found in it: a planted one says so. */
export async function checkRuns({ runs, foreign }: Runs, cwd: string, terminal: Terminal): Promise<Check[]> {
  const checks: Check[] = []
  for (const run of runs) {
    const of = runs.length === 1 ? '' : ` in ${nameOf(run, cwd)}`
    terminal.progress(`planting a leak${of}`)
    const tests = run.problem === undefined ? await listTests(run) : []
    const named = namedEnvironments(run.projects, tests)
    checks.push(
      ...configChecks(run, of),
      ...named.flatMap((environment) => docblockChecks(environment, cwd)),
      ...(await plantedChecks(run, { of, tests, named })),
      ...hidingChecks(run, of),
    )
  }
  return [...checks, ...foreign.map(foreignCheck)]
}

/** Of what has no environment that finds leaks, that has been said. */
async function plantedChecks(
  run: ResolvedRun,
  { of, tests, named }: { of: string; tests: readonly string[]; named: readonly NamedEnvironment[] },
): Promise<Check[]> {
  const projects = run.projects.filter(
    ({ config }) => environmentKind(String(config.testEnvironment)) === 'guarded',
  )
  if (projects.length === 0) return []
  const failed = (await prove({ ...run, projects }, tests, named)).flatMap(({ problem }) => problem ?? [])
  if (failed.length === 0)
    return [
      { name: 'canary', state: 'ok', text: `a test that leaks fails${of}, and a clean one beside it passes` },
    ]
  return [...new Set(failed)].map((problem) => ({
    name: 'canary',
    state: 'fail',
    text: `leaks are not found${of}: ${problem}`,
    fix: 'look at NODE_OPTIONS, at what is loaded before Jest, and at the setup files',
  }))
}

function docblockChecks({ name, kind, tests }: NamedEnvironment, cwd: string): Check[] {
  const [first = '', ...others] = tests.map((test) => shownPath(test, cwd))
  if (kind === 'guarded') return []
  const more =
    others.length === 0 ? '' : ` and ${String(others.length)} more test file${others.length === 1 ? '' : 's'}`
  return [
    {
      name: 'docblock',
      state: 'fail',
      text: `@jest-environment in ${first}${more} is ${name}: leaks are not found there`,
      fix: remedy,
    },
  ]
}

function hidingChecks({ global, hiding = [] }: ResolvedRun, of: string): Check[] {
  const places = (option: 'forceExit' | 'detectOpenHandles'): string[] => [
    ...(global[option] === true ? [`set${of}`] : []),
    ...hiding.filter((given) => given.option === option).map(({ from }) => `set by \`${from}\``),
  ]
  return [
    ...places('forceExit').map((where): Check => ({
      name: 'forceExit',
      state: 'warn',
      text: `forceExit is ${where}: it hides what keeps Jest alive`,
      fix: 'remove it; `npx jest-leakguard why` names what is left',
    })),
    ...places('detectOpenHandles').map((where): Check => ({
      name: 'detectOpenHandles',
      state: 'warn',
      text: `detectOpenHandles is ${where}: it makes every run slow and in band`,
      fix: 'remove it: leaks are found without',
    })),
  ]
}

function foreignCheck({ from, tool }: ForeignRun): Check {
  return {
    name: 'foreign',
    state: 'fail',
    text: `\`${tool}\`, run by \`${from}\`, brings a configuration of its own: its leaks are not found`,
    fix: `run Jest itself there, with a configuration: ${remedy}`,
  }
}

function nameOf({ file, options }: ResolvedRun, cwd: string): string {
  return file === undefined ? options.flatMap(({ words }) => words).join(' ') : shownPath(file, cwd)
}
