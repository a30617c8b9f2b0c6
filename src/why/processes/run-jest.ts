import { join } from 'node:path'

import { type Answer, parseAnswers, whyVariable } from './channel'
import { runForAnswer } from './run-for-answer'

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

/** Runs Jest with why-is-node-running in its main process, and in no other. */
export async function runJest(options: RunOptions): Promise<JestRun> {
  const { jestPath, args, cwd, keepStdoutFree, env, nodeArgs } = options
  const { said, exitCode } = await runForAnswer({
    // As a node argument and not in NODE_OPTIONS: every child of Jest would inherit that.
    nodeArgs: [...nodeArgs, '--require', join(__dirname, 'preload.js'), jestPath, ...args],
    cwd,
    keepStdoutFree,
    env: { ...env, [whyVariable]: '1' },
  })
  return { answers: parseAnswers(said), exitCode }
}
