import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DaemonOptions } from '../src/daemon'

/** A folder to sync, with room for the daemon's socket and journal beside it. */
export interface Workplace extends Required<DaemonOptions> {
  write(name: string, text?: string): void
  remove(): void
}

export function createWorkplace(everyMs = 60_000): Workplace {
  // Paths of unix sockets may have about a hundred characters.
  const directory = mkdtempSync(join(tmpdir(), 'sync-'))
  const folder = join(directory, 'folder')
  mkdirSync(folder)
  return {
    folder,
    everyMs,
    socketPath: join(directory, 'd.sock'),
    journalFile: join(directory, 'journal'),
    write: (name, text = name) => writeFileSync(join(folder, name), text),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
