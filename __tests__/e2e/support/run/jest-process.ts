import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** How a child process and everything it had started ended. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly timedOut: boolean
  /** Whether processes it had started were still alive when it had ended (never known on Windows). */
  readonly leftProcesses: boolean
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order of their arrival. */
  readonly output: string
}

interface ProcessOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** `pipe`: one that stays open and silent. @default 'ignore' */
  readonly stdin?: 'ignore' | 'pipe' | undefined
  /** Milliseconds until the whole process tree is killed. */
  readonly timeout: number
}

/** Runs Node and waits until it has ended and nothing of its process tree is left. */
export function runNode(
  binary: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> {
  const { cwd, env, stdin = 'ignore', timeout } = options
  // A group of its own, so that one signal reaches what leaking fixtures leave behind.
  const child: ChildProcessByStdio<Writable | null, Readable, Readable> =
    stdin === 'pipe'
      ? spawn(binary, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
      : spawn(binary, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '', output: '' }
  let timedOut = false
  let leftProcesses = false

  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      text.output += chunk
    })
  }
  const deadline = setTimeout(() => {
    timedOut = true
    killTree(child.pid)
  }, timeout)

  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      clearTimeout(deadline)
      reject(error)
    })
    child.once('exit', () => {
      clearTimeout(deadline)
      leftProcesses = killTree(child.pid) && !timedOut
      // What has left the group may still hold the pipes, and would keep `close` from coming.
      const patience = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, 1000)
      child.once('close', () => clearTimeout(patience))
    })
    child.once('close', (code, signal) => resolve({ code, signal, timedOut, leftProcesses, ...text }))
  })
}

/** Kills a process and its descendants; says whether there was anything to kill. */
function killTree(pid: number | undefined): boolean {
  if (pid === undefined) return false
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'])
    return false
  }
  try {
    return process.kill(-pid, 'SIGKILL')
  } catch {
    return false
  }
}
