import { readdirSync, readFileSync } from 'node:fs'

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
export function processCounts(): ProcessCounts {
  return { handles: activeHandles(), fileDescriptors: fileDescriptors(), memory: memory() }
}

function activeHandles(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of process.getActiveResourcesInfo()) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

let limit: number | undefined
let limitIsRead = false

/** Undefined where the system does not tell. */
export function fileDescriptors(): DescriptorCount | undefined {
  try {
    // One of them is the directory itself.
    const open = readdirSync('/proc/self/fd').length - 1
    if (!limitIsRead) {
      limitIsRead = true
      limit =
        Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]) || undefined
    }
    return { open, limit }
  } catch {
    return undefined
  }
}

export function memory(): MemoryCount {
  const { arrayBuffers, external, heapUsed, rss } = process.memoryUsage()
  return { heapUsed, external, arrayBuffers, rss }
}

/** The most memory that the process has ever had, in bytes: the system keeps count. */
export function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024
}
