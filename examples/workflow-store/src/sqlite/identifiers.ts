import { invalid } from '../errors'

const identifier = /^[A-Za-z_]\w{0,62}$/
const column =
  /^(INTEGER|TEXT|REAL|BLOB)( PRIMARY KEY)?( NOT NULL)?( DEFAULT (-?\d+(\.\d+)?|'[\w ]*'|NULL))?( CHECK \(\w+ >= 0\))?$/

/** Names of tables and columns cannot be bound as parameters: they are checked before they become SQL. */
export function assertIdentifier(name: string): string {
  if (!identifier.test(name) || /^sqlite_/i.test(name))
    throw invalid(
      `identifier: expected letters, digits and _, not beginning with a digit or "sqlite_", given ${JSON.stringify(name)}`,
    )
  return name
}

/** `TEXT NOT NULL`, `INTEGER NOT NULL DEFAULT 0` and the like. */
export function assertColumn(definition: string): string {
  if (!column.test(definition)) throw invalid(`column definition: given ${JSON.stringify(definition)}`)
  return definition
}

export type Columns = Readonly<Record<string, string>>

export function createTable(table: string, columns: Columns): string {
  const lines = Object.entries(columns).map(([name, definition]) => columnSql(name, definition))
  return `CREATE TABLE ${assertIdentifier(table)} (${lines.join(', ')}) STRICT, WITHOUT ROWID`
}

export function addColumn(table: string, name: string, definition: string): string {
  return `ALTER TABLE ${assertIdentifier(table)} ADD COLUMN ${columnSql(name, definition)}`
}

/** Inserts, or replaces what has the same key. */
export function upsert(table: string, columns: readonly string[], key: string): string {
  const names = columns.map(assertIdentifier)
  const changes = names.filter((name) => name !== key).map((name) => `${name} = excluded.${name}`)
  return (
    `INSERT INTO ${assertIdentifier(table)} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')}) ` +
    `ON CONFLICT (${assertIdentifier(key)}) DO UPDATE SET ${changes.join(', ')}`
  )
}

function columnSql(name: string, definition: string): string {
  return `${assertIdentifier(name)} ${assertColumn(definition)}`
}
