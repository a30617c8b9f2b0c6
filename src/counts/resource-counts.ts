import type { TestFile } from '../ownership/scope'
import type { Description } from '../resources/handles/family'
import type { PoolCount, ResourceCounts, SocketCount } from '../verdict/counts'
import type { Facts, OpenState } from '../verdict/leak'
import { processCounts } from './process-counts'
import { openOfFile } from '../resources/ledger/ledger'
import type { TrackedResource } from '../resources/ledger/tracked-resource'

interface Open {
  readonly description: Description
  readonly state: OpenState
  readonly attributed: boolean
}

/** What the process has in use, and what a test file has open; changes nothing. */
export function resourceCounts(
  testFile: TestFile,
  singletons: Readonly<Record<string, number>>,
): ResourceCounts {
  const open = openOfFile(testFile).flatMap(describe)
  const { fileDescriptors, handles, memory } = processCounts()
  return {
    handles: { ...handles, ...timersIn(open) },
    sockets: socketsIn(open),
    pools: open.flatMap(({ description }) => poolOf(description)),
    singletons,
    fileDescriptors,
    memory,
  }
}

function describe(resource: TrackedResource): Open[] {
  const state = resource.state()
  const description = resource.describe([])
  if (state === 'closed' || state === 'idle' || description === undefined) return []
  return [{ description, state, attributed: resource.attributed }]
}

/** Those of the file: Jest has timers of its own. */
function timersIn(open: readonly Open[]): Record<string, number> {
  const count = open.filter(
    ({ attributed, description }) => attributed && description.type === 'timer',
  ).length
  return count === 0 ? {} : { timer: count }
}

function socketsIn(open: readonly Open[]): SocketCount[] {
  const counts = new Map<string, SocketCount>()
  for (const { description, state } of open) {
    const { accepted, connecting, peer } = description.facts
    if (typeof accepted !== 'boolean' || typeof peer !== 'string') continue
    const shown = accepted ? peer.replace(/:\d+$/, '') : peer
    const socket = { peer: shown, accepted, state: connecting === true ? ('connecting' as const) : state }
    const key = JSON.stringify(socket)
    counts.set(key, { ...socket, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => (a.peer < b.peer ? -1 : 1))
}

function poolOf({ facts, type }: Description): PoolCount[] {
  const { idle, max, server, total, waiting } = facts
  if (!type.endsWith('-pool') || typeof total !== 'number') return []
  const waits = numberIn(waiting)
  return [
    {
      type,
      server: typeof server === 'string' ? server : undefined,
      max: typeof max === 'number' ? max : undefined,
      total,
      idle: numberIn(idle),
      waiting: waits,
      checkedOut: typeof facts.checkedOut === 'number' ? facts.checkedOut : total - numberIn(idle),
    },
  ]
}

function numberIn(value: Facts[string]): number {
  return typeof value === 'number' ? value : 0
}
