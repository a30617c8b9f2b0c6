import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseConfig } from '../src/config'

export const postgres: DatabaseConfig = { kind: 'postgres', url: undefined, maxConnections: 5 }

export const kinds = ['postgres', 'sqlite'] as const

/** A configuration, and what it takes to remove what it has made. */
export function createConfig(kind: (typeof kinds)[number]): { config: DatabaseConfig; remove: () => void } {
  if (kind === 'postgres') return { config: postgres, remove: () => undefined }
  const directory = mkdtempSync(join(tmpdir(), 'accounts-'))
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  return { config: { kind, file: join(directory, 'accounts.db') }, remove }
}

/** Ids that no other test uses: PostgreSQL keeps what tests write. */
export function newIds(): [alice: string, bob: string] {
  return [`alice-${randomUUID()}`, `bob-${randomUUID()}`]
}
