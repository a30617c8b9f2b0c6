import { readdirSync, readlinkSync } from '../../kept/fs'
import { isMainThread } from '../../kept/node'

/** Where Linux lists the descriptors of this process; other systems have no such list of targets. */
const directory = '/proc/self/fd'

/**
 * Open regular files by descriptor; empty where the system does not tell, and in worker threads: they share
 * the descriptors of the process, and what another thread opens would look like this one's.
 */
export type OpenFiles = ReadonlyMap<number, string>

/** What the system has not told, for want of a descriptor or of /proc, is compared with nothing. */
const untold: OpenFiles = new Map()

/** Descriptors of something else, listed each time since: most live as long as the process. */
let others: ReadonlySet<string> = new Set()

/**
 * Lists the regular files that this process has open: the net under everything that neither Node nor an
 * adapter knows of, such as native add-ons. Asking for each target takes 2 to 25 µs, by the system.
 */
export function openFiles(names = descriptorNames()): OpenFiles {
  if (names === undefined || !isMainThread) return untold
  const files = new Map<number, string>()
  const rest = new Set<string>()
  for (const name of names) {
    const target = others.has(name) ? '' : targetOf(name)
    if (target === undefined) continue
    if (isFile(target)) files.set(Number(name), target)
    else rest.add(name)
  }
  others = rest
  return files
}

/** What is open now and was not before. Numbers are used again: the same number with another target is new. */
export function newFiles(before: OpenFiles, now: OpenFiles): OpenFiles {
  if (before === untold) return untold
  return new Map([...now].filter(([fd, path]) => before.get(fd) !== path))
}

/** All descriptors of this process, with that by which they are listed; undefined where the system does not tell. */
export function descriptorNames(): readonly string[] | undefined {
  try {
    return readdirSync(directory)
  } catch {
    return undefined
  }
}

function targetOf(name: string): string | undefined {
  try {
    return readlinkSync(`${directory}/${name}`)
  } catch {
    // The descriptor by which the directory itself was read.
    return undefined
  }
}

/** Not sockets, pipes and anonymous inodes, and not what the system keeps open: devices, /proc, /sys. */
function isFile(target: string): boolean {
  return target.startsWith('/') && !/^\/(?:dev|proc|sys|memfd:)/.test(target)
}
