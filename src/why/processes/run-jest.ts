import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { type Answer, answerDescriptor, parseAnswers, whyVariable } from './channel'

export interface JestRun {
  /** What the Jest process said about its own end, if it came to say anything. */
  readonly answers: readonly Answer[]
  /** Jest's exit code; 128 and the signal's number when a signal ended it. */
  readonly exitCode: number
}

export interface RunOptions {
  readonly jestPath: string
  readonly args: readonly string[]
  readonly cwd: string
  /** True: Jest's stdout goes to stderr, so that ours holds nothing but our data. */
  readonly keepStdoutFree: boolean
  /** What the project's own script sets. */
  readonly env: Readonly<Record<string, string>>
  readonly nodeArgs: readonly string[]
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs Jest with why-is-node-running in its main process, and in no other. */
export async function runJest(options: RunOptions): Promise<JestRun> {
  const { jestPath, args, cwd, keepStdoutFree, env, nodeArgs } = options
  // As a node argument and not in NODE_OPTIONS: every child of Jest would inherit that.
  const node = [...process.execArgv, ...nodeArgs, '--require', join(__dirname, 'preload.js')]
  const child = spawn(process.execPath, [...node, jestPath, ...args], {
    cwd,
    env: { ...process.env, ...env, [whyVariable]: '1' },
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
    return { answers: parseAnswers(said), exitCode }
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
