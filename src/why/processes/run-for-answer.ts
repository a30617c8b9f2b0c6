import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** The descriptor on which the process answers. */
const answerDescriptor = 3

export interface AnsweringProcess {
  readonly nodeArgs: readonly string[]
  readonly cwd: string
  /** True: its stdout goes to stderr, so that ours holds nothing but our data. */
  readonly keepStdoutFree: boolean
  /** Added to our own environment. */
  readonly env: Readonly<Record<string, string>>
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs Node and returns what it said on descriptor 3, and its exit code; 128 and the signal's number when a signal ended it. */
export async function runForAnswer(options: AnsweringProcess): Promise<{ said: string; exitCode: number }> {
  const { nodeArgs, cwd, keepStdoutFree, env } = options
  const child = spawn(process.execPath, [...process.execArgv, ...nodeArgs], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['inherit', keepStdoutFree ? 2 : 'inherit', 'inherit', 'pipe'],
  })
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of forwarded) process.on(signal, forward)
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      )
    })
    const [exitCode, said] = await Promise.all([ended, text(child.stdio[answerDescriptor] as Readable)])
    return { said, exitCode }
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
