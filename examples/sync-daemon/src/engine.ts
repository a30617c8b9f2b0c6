import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SyncError } from './errors'

export interface Change {
  readonly path: string
  readonly modifiedAt: number
}

/** Finds out what has changed in a folder, and keeps a journal of it open for as long as it lives. */
export class SyncEngine {
  readonly #folder: string
  readonly #journal: FileHandle
  readonly #seen = new Map<string, number>()

  private constructor(folder: string, journal: FileHandle) {
    this.#folder = folder
    this.#journal = journal
  }

  static async open(folder: string, journalFile: string): Promise<SyncEngine> {
    return new SyncEngine(folder, await open(journalFile, 'a'))
  }

  /** What has changed since the last turn; written to the journal before it is returned. */
  async turn(): Promise<Change[]> {
    const changes: Change[] = []
    for (const name of await readdir(this.#folder)) {
      const modifiedAt = (await stat(join(this.#folder, name))).mtimeMs
      if (this.#seen.get(name) === modifiedAt) continue
      this.#seen.set(name, modifiedAt)
      changes.push({ path: name, modifiedAt })
    }
    if (changes.length > 0)
      await this.#journal.appendFile(changes.map((change) => `${JSON.stringify(change)}\n`).join(''))
    return changes
  }

  async close(): Promise<void> {
    await this.#journal.close()
  }
}

/** Throws a SyncError unless this is a folder. */
export async function assertFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined)
  if (stats?.isDirectory() !== true)
    throw new SyncError('invalid', `folder: expected a directory, given "${folder}"`)
}
