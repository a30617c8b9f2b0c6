import { currentContext, detached, nobody } from '../../ownership/context'
import type { Scope, TestFile } from '../../ownership/scope'

let running: TestFile | undefined

/** Names the file that runs now, or none. */
export function setRunningFile(testFile: TestFile | undefined): void {
  running = testFile
}

export function runningFile(): TestFile | undefined {
  return running
}

export interface CurrentOwner {
  readonly scope: Scope
  /** False when no async context says so, and only the running file is left to blame. */
  readonly attributed: boolean
}

/** Whose work is being done right now; undefined for Jest's, the base environment's and our own. */
export function currentOwner(): CurrentOwner | undefined {
  const context = currentContext()
  if (context === nobody) return undefined
  if (context !== undefined) return { scope: context, attributed: true }
  return running === undefined ? undefined : { scope: running.scope, attributed: false }
}

/** Runs `fn`, synchronous work of this package, so that what it opens is nobody's, whatever the attribution. */
export function asNobody<T>(fn: () => T): T {
  const file = running
  running = undefined
  try {
    return detached(fn)
  } finally {
    running = file
  }
}
