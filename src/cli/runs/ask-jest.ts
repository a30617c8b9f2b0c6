import { execFile } from 'node:child_process'

import { isRecord } from '../../options/validation/value-checks'
import { plainLine } from '../../report/plain-text'
import { findJest, type JestBinary } from '../../why/processes/jest-binary'
import type { JestRun } from './jest-runs'

/** What `jest --showConfig` says, or why it says nothing. */
export interface ShownConfig {
  readonly config: JestConfig | undefined
  readonly problem: string
}

export interface JestConfig {
  readonly projects: readonly Readonly<Record<string, unknown>>[]
  readonly global: Readonly<Record<string, unknown>>
}

export type Started = Pick<JestRun, 'directory' | 'env' | 'nodeArgs'>

/** Runs Jest to its end as a script would; what it prints is for us. */
export function runJest(
  { path }: JestBinary,
  args: readonly string[],
  { directory, env, nodeArgs }: Started,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const options = {
      cwd: directory,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...env, NODE_OPTIONS: nodeOptions(env), NO_COLOR: '1', FORCE_COLOR: '0' },
    }
    // An exit code is part of the answer.
    const node = [...process.execArgv, ...nodeArgs]
    execFile(process.execPath, [...node, path, ...args], options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    ).stdin?.end()
  })
}

/** What a script sets, added to what the shell has: `$NODE_OPTIONS` in it means just that. */
export function nodeOptions({ NODE_OPTIONS: set = '' }: Readonly<Record<string, string>>): string {
  const { NODE_OPTIONS: inherited = '' } = process.env
  return [inherited, set.replace(/\$\{?NODE_OPTIONS\}?/g, '')].filter((text) => text.trim() !== '').join(' ')
}

/** Asks the Jest of a run for its configuration. @throws UsageError when there is no Jest, or an older one */
export async function showConfig(run: Started, args: readonly string[]): Promise<ShownConfig> {
  const jest = findJest(run.directory, 'doctor')
  const { stdout, stderr } = await runJest(jest, ['--showConfig', ...args], run)
  const config = parse(stdout)
  return { config, problem: config === undefined ? reasonIn(stderr) : '' }
}

function parse(text: string): JestConfig | undefined {
  try {
    // A configuration may print something before.
    const value: unknown = JSON.parse(text.slice(text.search(/^\{/m)))
    if (!isRecord(value) || !Array.isArray(value.configs) || !isRecord(value.globalConfig)) return undefined
    return { projects: value.configs.filter(isRecord), global: value.globalConfig }
  } catch {
    return undefined
  }
}

/** What says only that there is more to say. */
const introduction =
  /^(?:●.*Test suite failed to run|Test suite failed to run|.*Failed to parse the .*config file.*|.*:)$/i

/** Jest's own words for what is wrong, without its marks and stacks. */
export function reasonIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => plainLine(line.trim()))
    .filter((line) => line !== '' && !/^at |^\(node:\d+\)|^\(Use `node --trace/.test(line))
  const said = Math.max(
    0,
    lines.findIndex((line) => /error|failed to run/i.test(line)),
  )
  const [first = 'it prints no configuration', ...rest] = lines.slice(said)
  const headline = [first, ...(introduction.test(first) ? rest.slice(0, 1) : [])].map((line) =>
    line.replace(/^(?:Error: )?(?:●\s*)?/, ''),
  )
  return headline.join(' ')
}
