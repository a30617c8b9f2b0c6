import type { TestFile } from '../ownership/scope'
import { framesOf } from '../resources/trace/frames'
import type { TrackedResource } from '../resources/ledger/tracked-resource'
import { openOfFile } from '../resources/ledger/ledger'

/** How many connections a test file has open: one that begins and ends in this process is one. */
export function openConnections(testFile: TestFile): number {
  const names = openOfFile(testFile).flatMap(nameOf)
  return new Set(names).size
}

function nameOf(resource: TrackedResource): unknown[] {
  const description = resource.state() === 'closing' ? undefined : resource.describe([])
  if (typeof description?.facts.accepted !== 'boolean') return []
  if (description.connection !== undefined) return [description.connection.name]
  // Without ports: a unix socket, or the pipe of a child process, which is no connection.
  return resource.describe(framesOf(resource.trace))?.type === 'pipe' ? [] : [resource]
}
