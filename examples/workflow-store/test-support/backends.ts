import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StateBackend } from '../src/backend'
import { FileBackend, type FileOptions } from '../src/file/file-backend'
import { SqliteBackend, type SqliteOptions } from '../src/sqlite/sqlite-backend'

export const backendNames = ['SqliteBackend', 'FileBackend'] as const
export type BackendName = (typeof backendNames)[number]

const backends = { SqliteBackend, FileBackend }

/** Opens the store that this kind of backend keeps in a directory. */
export function openBackend(
  name: BackendName,
  directory: string,
  options: SqliteOptions & FileOptions = {},
): Promise<StateBackend> {
  return backends[name].open(storeIn(directory, name), options)
}

export function storeIn(directory: string, name: BackendName = 'SqliteBackend'): string {
  return join(directory, name === 'SqliteBackend' ? 'runs.db' : 'runs.json')
}

export function createDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'workflow-store-'))
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true })
}
