import { join } from 'node:path'

import { nodeOptions } from './ask-jest'
import { configOptions } from './config-arguments'
import { argumentsOf } from './configs'
import { readJson } from './packages'
import { ownRun } from './runs-for'

/** How a command starts Jest: as the project's own script does. */
export interface AsScript {
  readonly env: Readonly<Record<string, string>>
  readonly nodeArgs: readonly string[]
  readonly args: readonly string[]
  /** What is passed on, for people; empty when nothing is. */
  readonly told: string
  /** What is missing when test files could not be run; `undefined` when nothing is. */
  readonly missing: string | undefined
}

/** What the script sets, and the configuration that it names where `given` names none. */
export function asScript(directory: string, given: readonly string[]): AsScript {
  const { env, nodeArgs, options, from } = ownRun(directory)
  const own = configOptions(given).length > 0 ? [] : argumentsOf(options)
  const set = nodeOptions(env)
  const variables = { ...env, ...(set !== '' && { NODE_OPTIONS: set }) }
  // Of other variables nobody knows what is secret.
  const named = Object.entries(env).map(([name, value]) =>
    name === 'NODE_OPTIONS' ? `${name}=${value}` : name,
  )
  const passed = [...named, ...nodeArgs, ...own]
  return {
    env: variables,
    nodeArgs,
    args: [...own, ...given],
    told: passed.length === 0 ? '' : `as \`${from[0] ?? 'jest'}\` does, with ${passed.join(' ')}`,
    missing: missingFlag(directory, { env, nodeArgs }),
  }
}

/** What ES modules need and a run does not get; `undefined` where it does, or there are none. */
export function missingFlag(
  directory: string,
  { env, nodeArgs }: Pick<AsScript, 'env' | 'nodeArgs'>,
): string | undefined {
  const flags = [nodeOptions(env), ...nodeArgs, ...process.execArgv]
  if (flags.some((flag) => flag.includes('--experimental-vm-modules'))) return undefined
  if (readJson(join(directory, 'package.json')).type !== 'module') return undefined
  return 'this package is one of ES modules, which Jest runs only with NODE_OPTIONS=--experimental-vm-modules; neither the shell nor a script that runs Jest sets it'
}
