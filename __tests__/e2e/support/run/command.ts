import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

/** A preparing command that failed; the message ends with what it printed. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Runs a command of the preparation in a directory and returns its standard output. */
export async function runCommand(command: string, args: readonly string[], cwd: string): Promise<string> {
  // npm is a batch file on Windows, which only a shell can start.
  const shell = command === 'npm' && process.platform === 'win32'
  try {
    const { stdout } = await execFileAsync(command, args, { cwd, shell, env: commandEnvironment() })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    const output = `${stderr}${stdout}`.trim() || message
    throw new CommandError(`e2e: \`${[command, ...args].join(' ')}\` in ${cwd} failed:\n${output}`)
  }
}

/** The environment without what an outer `npm test` says about this package. */
function commandEnvironment(): NodeJS.ProcessEnv {
  const own = /^(npm_(package|lifecycle|command)_?|NODE_ENV$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}
