import { execFile } from 'node:child_process'

import { isRecord } from '../../options/value-checks'
import { plainLine } from '../../report/plain-text'
import { findJest, type JestBinary } from '../../why/processes/jest-binary'

/** What `jest --showConfig` says, or why it says nothing. */
export interface ShownConfig {
  readonly jest: JestBinary
  readonly config: JestConfig | undefined
  readonly problem: string | undefined
}

export interface JestConfig {
  readonly projects: readonly Record<string, unknown>[]
  readonly global: Readonly<Record<string, unknown>>
}

/** Asks the Jest of this project. @throws UsageError when there is none */
export async function showConfig(cwd: string, args: readonly string[]): Promise<ShownConfig> {
  const jest = findJest(cwd, 'doctor')
  const { stdout, stderr } = await runJest(jest, ['--showConfig', ...args], cwd)
  const config = parse(stdout)
  const problem = plainLine(
    stderr.split('\n').find((line) => line.trim() !== '') ?? 'it prints no configuration',
  )
  return { jest, config, problem: config === undefined ? problem : undefined }
}

/** Runs Jest to its end; what it prints is for us. */
export function runJest(
  { path }: JestBinary,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } }
    // An exit code is part of the answer.
    execFile(process.execPath, [...process.execArgv, path, ...args], options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    ).stdin?.end()
  })
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
