import { fstatSync } from 'node:fs'

/**
 * `process.getActiveResourcesInfo()` without the pipes behind standard output and standard error: Node
 * counts them although they keep nothing alive.
 */
export function activeResources(): string[] {
  const active = process.getActiveResourcesInfo()
  let pipes = [1, 2].filter(isPipe).length
  return active.filter((name) => name !== 'PipeWrap' || --pipes < 0)
}

function isPipe(fd: number): boolean {
  try {
    const stats = fstatSync(fd)
    return stats.isFIFO() || stats.isSocket()
  } catch {
    // Closed: some daemons start their children without.
    return false
  }
}
