import { Server } from '../kept/node'
import type { Scope, TestFile } from '../ownership/scope'
import { ownerOf } from '../resources/handles/native-handle'
import type { TrackedResource } from '../resources/ledger/tracked-resource'
import { openOfFile } from '../resources/ledger/ledger'

/** Types of `processCounts()`, by Node's classes. */
const types: Readonly<Record<string, string>> = {
  Process: 'child-process',
  FSEvent: 'file-watcher',
  StatWatcher: 'file-watcher',
  UDP: 'udp-socket',
}

/**
 * The handles of a file that are still there and accounted for: judged, as what they are or as parts of something, be it
 * that they are allowed, known or only warned of; meant to live as long as the process; or closing. What an owner opens
 * whose leaks were closed, `isCut`, these account for.
 */
export function accountedHandles(
  testFile: TestFile,
  isCut: (scope: Scope) => boolean,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const resource of openOfFile(testFile)) {
    const isKnown = isAccountedFor(resource) || isCut(resource.scope)
    const type = isKnown ? typeOf(resource) : undefined
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

function isAccountedFor(resource: TrackedResource): boolean {
  return resource.settled || resource.processWide || resource.state() === 'closing'
}

function typeOf(resource: TrackedResource): string | undefined {
  const { target } = resource
  if (target === undefined) return undefined
  const { name } = target.constructor
  if (name === 'TCP' || name === 'Pipe') {
    const isServer = ownerOf(target) instanceof Server
    if (name === 'TCP') return isServer ? 'tcp-server' : 'tcp-socket'
    return isServer ? 'unix-server' : 'pipe'
  }
  if (Object.hasOwn(types, name)) return types[name]
  return resource.describe([])?.type === 'worker-thread' ? 'worker-thread' : undefined
}
