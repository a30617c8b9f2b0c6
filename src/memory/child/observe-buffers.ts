import type { Allocator } from './channel'
import { callerOf } from './notes'
import { wrap } from './wrap'

/** Smaller ones share an array buffer. */
const smallest = 4096

interface MadeBuffer {
  readonly memory: WeakRef<object>
  readonly bytes: number
  readonly site: string
  readonly owner: number
}

let made: MadeBuffer[] = []
let owner = 0

/** Notes the lines that call `Buffer.alloc()` and its siblings: no allocation profile shows memory outside the heap. */
export function observeBuffers(): void {
  for (const call of ['alloc', 'allocUnsafe', 'allocUnsafeSlow', 'from', 'concat'] as const) {
    wrap(Buffer, call, (_args, buffer, below) => {
      const { buffer: memory, byteLength: bytes } = buffer as Buffer
      const site = bytes < smallest ? undefined : callerOf(below)
      if (site !== undefined) made.push({ memory: new WeakRef(memory), bytes, site, owner })
    })
  }
}

/** Begins anew, with owner 0. */
export function forgetBuffers(): void {
  made = []
  owner = 0
}

/** Says that what comes now belongs to that owner. */
export function ownBuffers(number: number): void {
  owner = number
  // A test may make millions.
  if (made.length > 10_000) made = made.filter(({ memory }) => memory.deref() !== undefined)
}

/** By owner: the calls whose buffers are still there. */
export function keptBuffers(): Map<number, Allocator[]> {
  const kept = new Map<number, Allocator[]>()
  for (const { memory, bytes, site, owner: by } of made) {
    const [, file = '', line, column] = /^(.*):(\d+):(\d+)$/.exec(site) ?? []
    if (memory.deref() === undefined) continue
    const place = { name: '', file, line: Number(line), column: Number(column), loads: false }
    kept.set(by, [...(kept.get(by) ?? []), { ...place, bytes }])
  }
  return kept
}
