import { join } from 'node:path'

import { runForAnswer } from '../why/processes/run-for-answer'
import { type Answer, type Request, requestVariable } from './child/channel'

export interface ObservedRun {
  /** What the Jest process said of its memory; undefined when it ended before. */
  readonly answer: Answer | undefined
  /** Jest's exit code; 128 and the signal's number when a signal ended it. */
  readonly exitCode: number
}

export interface ObservedOptions {
  readonly args: readonly string[]
  readonly cwd: string
  /** True: Jest's stdout goes to stderr, so that ours holds nothing but our data. */
  readonly keepStdoutFree: boolean
  /** What the project's own script sets. */
  readonly env: Readonly<Record<string, string>>
  readonly nodeArgs: readonly string[]
  readonly request: Request
}

/** Runs Jest in one process that watches its memory. */
export async function runObserved(options: ObservedOptions): Promise<ObservedRun> {
  const { args, cwd, keepStdoutFree, env, nodeArgs, request } = options
  const { exitCode, said } = await runForAnswer({
    nodeArgs: [...nodeArgs, join(__dirname, 'child', 'run.js'), ...args],
    cwd,
    keepStdoutFree,
    env: { ...env, [requestVariable]: JSON.stringify(request) },
  })
  return { exitCode, answer: said === '' ? undefined : (JSON.parse(said) as Answer) }
}
