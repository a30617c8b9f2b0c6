import { ServiceError } from './errors'

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string | undefined; readonly maxConnections: number }
  | { readonly kind: 'sqlite'; readonly file: string }

/**
 * Reads the settings from environment variables: `SQLITE_FILE`, or else PostgreSQL's `DATABASE_URL` (without it, pg reads
 * `PGHOST` and its like) and `PG_MAX`. Throws a ServiceError when they make no sense, or name both databases.
 */
export function loadConfig(env: NodeJS.ProcessEnv): DatabaseConfig {
  const { SQLITE_FILE: file, DATABASE_URL: url, PG_MAX } = env
  if (file === undefined)
    return { kind: 'postgres', url: postgresUrl(url), maxConnections: connections(PG_MAX ?? '10') }
  for (const [name, value] of Object.entries({ DATABASE_URL: url, PG_MAX }))
    if (value !== undefined)
      throw new ServiceError('invalid', `SQLITE_FILE and ${name} are both set: choose one database`)
  if (file === '') throw new ServiceError('invalid', 'SQLITE_FILE: expected a path, given ""')
  return { kind: 'sqlite', file }
}

/** Reads `PORT`; 0 takes any free one. Throws a ServiceError when it is none. */
export function loadPort({ PORT = '8080' }: NodeJS.ProcessEnv): number {
  const port = /^\d+$/.test(PORT) ? Number(PORT) : Number.NaN
  if (port <= 65_535) return port
  throw new ServiceError('invalid', `PORT: expected a whole number from 0 to 65535, given "${PORT}"`)
}

function postgresUrl(url: string | undefined): string | undefined {
  if (url === undefined || /^postgres(ql)?:\/\//.test(url)) return url
  throw new ServiceError('invalid', 'DATABASE_URL: expected a postgres:// URL')
}

function connections(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value
  throw new ServiceError('invalid', `PG_MAX: expected a whole number from 1 to 1000, given "${text}"`)
}
