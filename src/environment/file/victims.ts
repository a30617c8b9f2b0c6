import { posixPath } from '../../report/posix-path'
import type { Scope } from '../../ownership/scope'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import { framesOf } from '../../resources/trace/frames'
import { isStateType } from '../../options/state-types'
import type { FoundChange } from '../../verdict/victim'

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
    if (isOwn || !ended || resource.state() !== 'open') continue
    const frames = framesOf(resource.trace)
    const description = resource.describe(frames)
    const line = frames.find(({ file, kind }) => kind === 'project' && file !== undefined)
    if (line?.file === undefined || description === undefined || !isStateType(description.type)) continue
    const { facts, type } = description
    const at = `${posixPath(rootDir, line.file)}:${String(line.line)}`
    found.push({ type, facts, by: owner.path, at })
    if (found.length === mostChanges) break
  }
  return found
}
