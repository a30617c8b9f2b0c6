import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Job } from './worker'

/** Starts another process that works on the store. */
export function startWorker(job: Job): ChildProcess {
  return fork(join(__dirname, 'worker.ts'), [JSON.stringify(job)], {
    execArgv: ['--require', join(__dirname, '../../support/register-typescript.js')],
  })
}

/** How a process ends: its exit code, or the signal that killed it. Ask before it can have ended. */
export async function ended(worker: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(worker, 'exit')) as [number | null, NodeJS.Signals | null]
  return code ?? signal ?? 0
}

export function work(job: Job): Promise<number | NodeJS.Signals> {
  return ended(startWorker(job))
}
