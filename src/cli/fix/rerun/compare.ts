import { plainLine } from '../../../report/plain-text'
import { blockCheck } from '../../../wording/own-checks'
import { ownerTitle } from '../../../report/model/leaks'
import type { ReportFile, ReportLeak } from '../../../report/model/model'

/** What one run of a few test files came to. */
export interface FileRun {
  /** The status of each test, by a key that is the same in each run. */
  readonly tests: ReadonlyMap<string, string>
  readonly files: readonly ReportFile[]
}

const done: readonly string[] = ['allowed', 'closed-late']

/** What somebody still has to close. */
export function openLeaks({ leaks }: ReportFile): ReportLeak[] {
  return leaks.filter(({ status }) => !done.includes(status))
}

export function keyOf({ fingerprint, owner, type }: ReportLeak): string {
  return JSON.stringify([fingerprint, type, owner.path])
}

/** Why an edit cannot stay, in a few words; `undefined` when the leak is gone and nothing else has changed. */
export function objection(before: FileRun, after: FileRun, leak: ReportLeak): string | undefined {
  const broken = after.files.find(
    ({ state, file }) => state !== 'judged' && stateOf(before, file) === 'judged',
  )
  if (broken !== undefined) return `\`${plainLine(broken.file)}\` did not run to its end`
  for (const [test, status] of after.tests) {
    const was = before.tests.get(test)
    if (was !== status && !(was === 'leaked' && status === 'passed'))
      return `the outcome of \`${titleOf(test)}\` changed: ${was ?? 'not there'}, now ${status}`
  }
  const missing = [...before.tests].find(
    ([test, status]) => !after.tests.has(test) && !isOwnCheck(test, status),
  )
  if (missing !== undefined) return `\`${titleOf(missing[0])}\` did not run`
  const [known, now] = [countsOf(before), countsOf(after)]
  if ((now.get(keyOf(leak))?.count ?? 0) > 0) return 'the leak is still there'
  for (const [key, { count, leak: other }] of now)
    if (count > (known.get(key)?.count ?? 0))
      return `it leaks something else: ${other.type} of ${ownerTitle(other)}`
  return undefined
}

/** What fails for leaks of a block or file is no test, and not there when nothing leaks. */
function isOwnCheck(test: string, status: string): boolean {
  return status === 'leaked' && test.trim().endsWith(blockCheck)
}

function titleOf(test: string): string {
  return plainLine(test.slice(test.indexOf('\n') + 1).trim())
}

function stateOf({ files }: FileRun, name: string): ReportFile['state'] | undefined {
  return files.find(({ file }) => file === name)?.state
}

function countsOf({ files }: FileRun): Map<string, { readonly count: number; readonly leak: ReportLeak }> {
  const counts = new Map<string, { readonly count: number; readonly leak: ReportLeak }>()
  for (const leak of files.flatMap(openLeaks)) {
    const key = keyOf(leak)
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + leak.count, leak })
  }
  return counts
}
