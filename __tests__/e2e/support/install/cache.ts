import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Where consumers, Node binaries and fixtures live. The name must not contain "jest": Jest 29 hides every
 * frame whose path has `jest` somewhere before `/node_modules/` or `/packages/`, which no user's project has.
 */
export const cacheRoot = path.join(
  realpathSync(tmpdir()),
  ['leakguard-e2e', process.getuid?.()].filter((part) => part !== undefined).join('-'),
)

/** A short name for the content of a directory. */
export const shortHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)

const beingFilled = new Map<string, Promise<string>>()

/**
 * Returns `directory`, filled by `fill` the first time. It is filled aside and renamed into place, so that
 * runs which share the cache neither see half of it nor need a lock.
 */
export function fillOnce(directory: string, fill: (aside: string) => Promise<void>): Promise<string> {
  const filled = beingFilled.get(directory) ?? fillAside(directory, fill)
  beingFilled.set(directory, filled)
  return filled
}

async function fillAside(directory: string, fill: (aside: string) => Promise<void>): Promise<string> {
  if (existsSync(directory)) {
    await markUsed(directory)
    return directory
  }
  const aside = `${directory}.${process.pid}.aside`
  await mkdir(aside, { recursive: true })
  try {
    await fill(aside)
    await rename(aside, directory)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    const anotherRunWasFaster = existsSync(directory)
    if (!anotherRunWasFaster) throw error
  }
  return directory
}

/** Keeps a directory from being removed as stale. */
export async function markUsed(directory: string): Promise<void> {
  const now = new Date()
  await utimes(directory, now, now)
}

/** Removes the entries of a directory that nobody has used for some days. */
export async function removeStale(directory: string, days: number): Promise<void> {
  const limit = Date.now() - days * 24 * 60 * 60 * 1000
  for (const name of await readdir(directory)) {
    const entry = path.join(directory, name)
    // Another run may be removing it just now.
    const stats = await stat(entry).catch(() => undefined)
    if (stats !== undefined && stats.mtimeMs < limit) await rm(entry, { recursive: true, force: true })
  }
}
