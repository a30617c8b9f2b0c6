import type { Database } from 'better-sqlite3'
import { StoreError } from '../errors'
import { addColumn, createTable, upsert } from './identifiers'

export const table = 'workflow_runs'

/** Columns by the version of the schema that brought them. Times are INTEGER epoch microseconds. */
const versions = [
  {
    run_id: 'TEXT PRIMARY KEY NOT NULL',
    workflow: 'TEXT NOT NULL',
    status: 'TEXT NOT NULL',
    step: 'INTEGER NOT NULL CHECK (step >= 0)',
    state: 'TEXT NOT NULL',
    created_at: 'INTEGER NOT NULL',
    updated_at: 'INTEGER NOT NULL',
  },
  {
    total_steps: 'INTEGER NOT NULL DEFAULT 0',
    error_message: 'TEXT',
    execution_time_ms: 'REAL NOT NULL DEFAULT 0',
    memory_usage_mb: 'REAL NOT NULL DEFAULT 0',
  },
] as const

export const saveRun = upsert(
  table,
  versions.flatMap((columns) => Object.keys(columns)),
  'run_id',
)

/** What brings a database from one version to the next. */
const migrations: readonly (readonly string[])[] = versions.map((columns, index) =>
  index === 0
    ? [createTable(table, columns), `CREATE INDEX runs_by_status ON ${table} (status, updated_at)`]
    : Object.entries(columns).map(([name, definition]) => addColumn(table, name, definition)),
)

export const currentVersion = migrations.length

/** Brings the schema up to date, in one transaction: a database is never between two versions. */
export function migrate(database: Database): void {
  const version = versionOf(database)
  if (version === currentVersion) return
  database
    .transaction(() => {
      for (const statement of migrations.slice(versionOf(database)).flat()) database.exec(statement)
      database.pragma(`user_version = ${currentVersion}`)
    })
    .immediate()
}

/** Throws a StoreError for a database that a newer release has written. */
function versionOf(database: Database): number {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > currentVersion)
    throw new StoreError(
      'newer-schema',
      `${database.name} has schema ${version}, this release knows ${currentVersion}`,
    )
  return version
}
