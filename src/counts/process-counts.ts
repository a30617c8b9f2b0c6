import { readText } from '../kept/fs'
import { getHeapStatistics } from '../kept/node'
import { activeResources, memoryUsage, resourceUsage } from '../kept/process'
import { descriptorNames } from '../resources/channels/descriptor-net'
import type { DescriptorCount, MemoryCount, ProcessCounts } from '../verdict/counts'

/** Resource types by the names that Node gives to what keeps the process alive; timers are counted by owner. */
const types: Readonly<Record<string, string>> = {
  TCPServerWrap: 'tcp-server',
  TCPSocketWrap: 'tcp-socket',
  TCPConnectWrap: 'tcp-socket',
  PipeServerWrap: 'unix-server',
  PipeWrap: 'pipe',
  PipeConnectWrap: 'pipe',
  ProcessWrap: 'child-process',
  Worker: 'worker-thread',
  FSEventWrap: 'file-watcher',
  StatWatcher: 'file-watcher',
  UDPWrap: 'udp-socket',
}

/** About 0.1 ms: for the beginning and the end of a file, and for tests that ask. */
export function processCounts(names = descriptorNames()): ProcessCounts {
  return { handles: activeHandles(), fileDescriptors: fileDescriptors(names), memory: memory() }
}

function activeHandles(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of activeResources()) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

let limit: number | undefined
let limitIsRead = false

/** Undefined where the system does not tell. */
export function fileDescriptors(names = descriptorNames()): DescriptorCount | undefined {
  if (names === undefined) return undefined
  try {
    // One of them is the directory itself.
    const open = names.length - 1
    if (!limitIsRead) {
      limitIsRead = true
      limit = Number(/^Max open files\s+(\d+)/m.exec(readText('/proc/self/limits'))?.[1]) || undefined
    }
    return { open, limit }
  } catch {
    return undefined
  }
}

export function memory(): MemoryCount {
  try {
    const { arrayBuffers, external, heapUsed, rss } = memoryUsage()
    return { heapUsed, external, arrayBuffers, rss }
  } catch {
    // The resident set is read from /proc, which hardened containers hide.
    const { external_memory: external, used_heap_size: heapUsed } = getHeapStatistics()
    return { heapUsed, external, arrayBuffers: 0, rss: undefined }
  }
}

/** The most memory that the process has ever had, in bytes: the system keeps count. */
export function peakRss(): number {
  return resourceUsage().maxRSS * 1024
}
