import { posixPath } from '../../report/posix-path'
import type { Scope } from '../../ownership/scope'
import { isAsLeft } from '../../resources/state/change'
import type { Outlasting } from '../../resources/state/process-state'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import { framesOf } from '../../resources/trace/frames'
import { isStateType } from '../../options/state-types'
import type { FoundChange } from '../../verdict/victim'
import { victimNotice } from '../../wording/victim-lines'
import { noteInFailure } from '../jest/noted-failure'
import { leave, stillLeft } from './left-by-files'

/** Changes that one failed test is told of. */
const mostChanges = 2

/** What others have left, as a test that fails finds it: the newest changes that a line of the project has made. */
export function foundChanges(
  left: readonly TrackedResource[],
  scope: Scope,
  rootDir: string,
): readonly FoundChange[] {
  const found: FoundChange[] = []
  for (const resource of left.toReversed()) {
    const { owner, ended } = resource.scope
    // Also what a function has left that the test has given to `toLeak()`.
    const isOwn = owner.path.join('\n') === scope.owner.path.join('\n')
    if (isOwn || !ended || resource.state() !== 'open' || !isAsLeft(resource.target)) continue
    const change = changeOf(resource, rootDir)
    if (change !== undefined) found.push(change)
    if (found.length === mostChanges) return found
  }
  const byFiles = stillLeft()
    .toReversed()
    .map(({ at, by, facts, file, type }) => ({ at, by, facts, file, type }))
  return [...found, ...byFiles].slice(0, mostChanges)
}

/** Says so in the failed test's own message. */
export function tellFailedTest(errors: unknown[], found: readonly FoundChange[]): void {
  noteInFailure(errors, victimNotice(found))
}

/** A test file is judged: what it has left is there for those after it. */
export function leaveToLaterFiles(outlasting: readonly Outlasting[], rootDir: string): void {
  const left = outlasting.flatMap(({ resource, stays }) => {
    const change = changeOf(resource, rootDir)
    return change === undefined
      ? []
      : [{ ...change, file: posixPath(rootDir, resource.scope.owner.file), stays }]
  })
  leave(left)
}

function changeOf(resource: TrackedResource, rootDir: string): FoundChange | undefined {
  const frames = framesOf(resource.trace)
  const description = resource.describe(frames)
  const line = frames.find(({ file, kind }) => kind === 'project' && file !== undefined)
  if (line?.file === undefined || description === undefined || !isStateType(description.type))
    return undefined
  const { facts, type } = description
  return {
    type,
    facts,
    by: resource.scope.owner.path,
    at: `${posixPath(rootDir, line.file)}:${String(line.line)}`,
  }
}
