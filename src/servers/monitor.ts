import type { ServerName } from '../verdict/databases/server-proof'

/** One client's connection, as its server lists it. */
export interface Session {
  /** Never used again by the server for another. */
  readonly id: string
  /** The client's own port; unknown for sockets of other kinds and to users without the privilege. */
  readonly port: number | undefined
  /** The name that the client gave itself. */
  readonly tag: string
  readonly idleInTransaction: boolean
}

/** A connection to a database server that only counts. */
export interface Monitor {
  readonly port: number
  /** Connections that the server allows to ordinary users. */
  readonly limit: number
  /** Every connection but the one that asks. @throws when the server does not answer in time */
  sessions(): Promise<Session[]>
}

export interface ServerKind {
  readonly name: ServerName
  /** @throws when the driver is not installed or the server does not let us in */
  connect(): Promise<Monitor>
  /** Why that failed, without secrets. */
  explain(error: unknown): string
}

/** By this name our own connections are told from those of tests, also those of other workers. */
export const monitorTag = 'jest-leakguard'
