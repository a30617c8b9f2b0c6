import { runIfUsed } from '../ownership/context'
import { TestFile } from '../ownership/scope'
import { letGoWaiters } from './late-waiters'
import type { TrackedResource } from './ledger/tracked-resource'
import { resourcesOf } from './ledger/ledger'

interface Timer {
  unref?(): unknown
}

/**
 * Closes resources after their verdict, the whole before its parts; returns what was done to the first that
 * could be closed. A close that fails leaves its resource as it is: the verdict stands.
 */
export function closeAll(resources: readonly TrackedResource[]): string | undefined {
  const done = resources.flatMap((resource) => closeOne(resource) ?? [])
  return done[0]
}

function closeOne(resource: TrackedResource): string | undefined {
  const { target } = resource
  if (target === undefined || resource.state() === 'closed') return undefined
  const closing = new TestFile('closing')
  for (const scope of [resource.scope, resource.scope.testFile.scope, closing.scope]) scope.disturbed = true
  try {
    return runIfUsed(closing.scope, () => {
      // A timer has nobody who waits, and there may be a million of them.
      const subject = resource.family.dueIn === undefined ? resource.describe([])?.subject : undefined
      if (subject !== undefined) letGoWaiters(subject)
      return resource.family.close(target)
    })
  } catch {
    return undefined
  } finally {
    letGo(closing)
  }
}

/** Libraries guard their own closing with time-outs: those must not keep the process from ending. */
function letGo(closing: TestFile): void {
  for (const { target } of resourcesOf(closing.scope)) (target as Timer | undefined)?.unref?.()
  closing.finish()
}
