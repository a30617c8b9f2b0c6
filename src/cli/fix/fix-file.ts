import { writeFileSync } from 'node:fs'

import { readFile } from '../../loading/read-file'
import type { ReportLeak } from '../../report/model/model'
import { OutputError } from '../command-line/output-error'
import { undoneWhenInterrupted } from '../init/interrupted'
import { lineDiff } from '../init/line-diff'
import { allowed, candidatesFor } from './plan/candidates'
import { registered } from './plan/registered'
import { type FileRun, keyOf, objection, openLeaks } from './rerun/compare'
import { runFiles } from './rerun/run-file'
import { type Job, type Outcome, shown } from './job'
import { parseSource } from './source/parse-source'

/** One edit that may close a leak. */
interface Attempt {
  readonly path: string
  readonly after: string
  readonly result: 'fixed' | 'allowed'
}

interface Attempts {
  readonly list: readonly Attempt[]
  /** Why there is none. */
  readonly reason: string
}

/** Fixes one leak of a test file after the other; says whether Jest could be asked. */
export async function fixFile(job: Job): Promise<boolean> {
  if (job.isDry) {
    const told = new Set<string>()
    for (const leak of job.leaks) await tellPlan(job, leak, told)
    return true
  }
  let state = await stateOf(job)
  if (state === undefined) {
    for (const leak of job.leaks)
      tell(job, leak, 'left', 'Jest has left no report; is `jest-leakguard/reporter` among its reporters?')
    return false
  }
  const tried = new Set<string>()
  let open = leaksIn(state, job)
  for (const leak of job.leaks)
    if (!open.some((one) => keyOf(one) === keyOf(leak))) tell(job, leak, 'fixed', 'it does not leak any more')
  for (;;) {
    const leak = open.find((one) => !tried.has(keyOf(one)))
    if (leak === undefined) return true
    tried.add(keyOf(leak))
    const next = await fixLeak(job, leak, state)
    if (next !== undefined) state = next
    const still = leaksIn(state, job)
    // One edit may close several.
    for (const other of open)
      if (!tried.has(keyOf(other)) && !still.some((one) => keyOf(one) === keyOf(other))) {
        tried.add(keyOf(other))
        tell(job, other, 'fixed', 'by the same edit')
      }
    open = still
  }
}

async function fixLeak(job: Job, leak: ReportLeak, before: FileRun): Promise<FileRun | undefined> {
  const { list, reason } = await attemptsFor(job, leak)
  let failed: { readonly reason: string; readonly diff: string } | undefined
  for (const attempt of list) {
    const content = readFile(attempt.path)
    if (content === undefined) continue
    const undo = (): void => write(attempt.path, content)
    write(attempt.path, attempt.after)
    let after: FileRun | undefined
    let isKept = false
    try {
      after = await undoneWhenInterrupted(undo, () => stateOf(job))
      const objected = after === undefined ? 'Jest left no report' : objection(before, after, leak)
      isKept = objected === undefined
      const diff = lineDiff(shown(attempt.path, job.cwd), String(content), attempt.after)
      if (isKept) {
        job.tell({ file: job.name, leak, result: attempt.result, reason: '', diff })
        return after
      }
      failed ??= { reason: objected ?? '', diff }
    } finally {
      if (!isKept) undo()
    }
  }
  if (failed !== undefined) job.tell({ file: job.name, leak, result: 'undone', ...failed })
  else tell(job, leak, 'left', reason)
  return undefined
}

async function tellPlan(job: Job, leak: ReportLeak, told: Set<string>): Promise<void> {
  const { list, reason: none } = await attemptsFor(job, leak)
  const [first] = list
  if (first === undefined) {
    tell(job, leak, 'left', none)
    return
  }
  const before = String(readFile(first.path) ?? '')
  const diff = lineDiff(shown(first.path, job.cwd), before, first.after)
  const isTold = told.has(diff)
  told.add(diff)
  const reason = isTold ? 'by the same edit' : ''
  job.tell({ file: job.name, leak, result: 'planned', reason, diff: isTold ? '' : diff })
}

async function attemptsFor(job: Job, leak: ReportLeak): Promise<Attempts> {
  if (leak.type === 'discovered-singleton') {
    const setup = await registration(job, leak)
    if (setup.list.length > 0 || job.allow === undefined) return setup
  }
  const text = String(readFile(job.path) ?? '')
  const source = parseSource(text, job.path)
  if (source === undefined) return { list: [], reason: 'its source cannot be parsed' }
  const file = { name: job.name, path: job.path, source }
  const { texts, reason } = candidatesFor(leak, file)
  const accepted = job.allow === undefined ? undefined : allowed(leak, job.allow, file)
  return {
    list: [
      ...texts.map((after) => ({ path: job.path, after, result: 'fixed' as const })),
      ...(accepted === undefined ? [] : [{ path: job.path, after: accepted, result: 'allowed' as const }]),
    ],
    reason,
  }
}

async function registration(job: Job, leak: ReportLeak): Promise<Attempts> {
  const path = await job.setupFile()
  if (path === undefined) return { list: [], reason: 'no setup file stands in `setupFilesAfterEnv`' }
  const refused = job.refused(path)
  if (refused !== undefined) return { list: [], reason: `${shown(path, job.cwd)}: ${refused}` }
  const module = job.at(String(leak.facts.module))
  const after = registered(String(readFile(path) ?? ''), path, leak, module)
  if (after === undefined)
    return { list: [], reason: `what to write into ${shown(path, job.cwd)} is not certain` }
  return { list: [{ path, after, result: 'fixed' }], reason: '' }
}

async function stateOf({ path, cwd, rest }: Job): Promise<FileRun | undefined> {
  return (await runFiles([path], cwd, rest))?.run
}

function leaksIn({ files }: FileRun, { name }: Job): ReportLeak[] {
  return files.filter(({ file }) => file === name).flatMap(openLeaks)
}

function tell(job: Job, leak: ReportLeak, result: Outcome['result'], reason: string): void {
  job.tell({ file: job.name, leak, result, reason, diff: '' })
}

function write(path: string, content: string | NodeJS.ArrayBufferView): void {
  try {
    writeFileSync(path, content)
  } catch (error) {
    throw new OutputError(`cannot write \`${path}\`: ${String((error as NodeJS.ErrnoException).code)}`)
  }
}
