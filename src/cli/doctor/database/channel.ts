import type { CallEnd } from '../../../verdict/databases/database-check'

/** What the process that loads the singleton is told to do, in this order. */
export type Order = 'create' | 'reset' | 'create-again'

/** A connection of `pg` that is open in that process. */
export interface OpenConnection {
  readonly endpoint: string
  /** The server's process of it. */
  readonly processId: number | undefined
  /** Our end of it; undefined for unix sockets. */
  readonly localPort: number | undefined
}

export interface Answer {
  readonly end: CallEnd
  readonly name: string
  /** The module could not be loaded, or has no such export. */
  readonly problem?: string
  /** `create-again`: the same object as before. */
  readonly same?: boolean
  readonly connections: readonly OpenConnection[]
}
