import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A service as its users run it: its main file, in a process of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess
  /** What it says once it has started. */
  readonly greeting: string
  /** Sends a signal and waits for the end: the exit code, or the signal when that ended it. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals>
}

/** Starts `main`, a TypeScript file, and waits for the first line that it prints. */
export async function startProcess(
  main: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ServiceProcess> {
  const child = spawn(
    process.execPath,
    ['--require', join(__dirname, 'register-typescript.js'), main, ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const first = once(child.stdout.setEncoding('utf8'), 'data') as Promise<[string]>
  const [greeting] = await Promise.race([first, ended.then(([code]): [string] => [`ended with ${code}`])])
  return {
    child,
    greeting: greeting.trim(),
    async stop(signal) {
      child.kill(signal)
      const [code, by] = await ended
      return code ?? by ?? 0
    },
  }
}
