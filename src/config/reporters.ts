import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { reporterName, reporterPath } from './package-paths'

/**
 * The reporter that Jest itself would have chosen: naming any reporter displaces that choice. Since 30.5 Jest
 * chooses `agent` when one of its list of environment variables is set; the list is private, so it is read
 * from the text of the Jest that runs.
 */
export function builtInReporter(
  coreText: string | undefined = runningCoreText(),
  env: NodeJS.ProcessEnv = process.env,
): 'agent' | 'default' {
  const list = /AGENT_ENV_VARS\s*=\s*\[([^\]]*)\]/.exec(coreText ?? '')?.[1] ?? ''
  const names = Array.from(list.matchAll(/['"](\w+)['"]/g), ([, name = '']) => name)
  return names.some((name) => (env[name] ?? '') !== '') ? 'agent' : 'default'
}

/** `chosen`, or what Jest would have chosen, with our reporter once. */
export function withOurReporter(chosen: readonly unknown[] = [builtInReporter()]): unknown[] {
  return chosen.some(isOurs) ? [...chosen] : [...chosen, reporterPath]
}

function isOurs(reporter: unknown): boolean {
  const name: unknown = Array.isArray(reporter) ? reporter[0] : reporter
  return name === reporterPath || name === reporterName
}

function runningCoreText(): string | undefined {
  try {
    return readFileSync(runningCore(), 'utf8')
  } catch {
    // Not the layout we know: Jest's choice before there were others is the safe one.
    return undefined
  }
}

/** Whoever reads a Jest config has `@jest/core` loaded; else it is found along Jest's own dependencies. */
function runningCore(): string {
  const loaded = Object.keys(require.cache).find((file) =>
    /[\\/]@jest[\\/]core[\\/]build[\\/]index\.js$/.test(file),
  )
  return loaded ?? createRequire(createRequire(__filename).resolve('jest/package.json')).resolve('@jest/core')
}
