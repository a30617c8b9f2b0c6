import { basename } from '../../../kept/path'

/** The `Database` of the sqlite3 package. */
export interface Sqlite3Database {
  readonly open: boolean
  readonly filename: string
  exec(sql: string, callback: () => void): unknown
  close(callback: () => void): unknown
}

/** Its `Statement`. */
export interface Sqlite3Statement {
  readonly sql: string
  finalize(callback?: () => void): unknown
}

type StatementClass = { readonly prototype: object } & (new (
  database: Sqlite3Database,
  sql: string,
  callback: (error: unknown) => void,
) => Sqlite3Statement)

export interface Addon {
  readonly Database: { readonly prototype: object }
  readonly Statement: StatementClass
}

export function isInMemory({ filename }: Sqlite3Database): boolean {
  return filename === ':memory:' || filename === ''
}

export function nameOf(database: Sqlite3Database): string {
  return isInMemory(database) ? ':memory:' : basename(database.filename)
}
