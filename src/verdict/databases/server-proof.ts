export type ServerName = 'PostgreSQL' | 'MySQL' | 'Redis'

/** A number of connections before a test file, the most that were seen at once, and after it. */
export interface Course {
  readonly before: number
  readonly peak: number
  readonly after: number
}

/** What a database server itself says about one test file. */
export interface ServerFigures {
  /** When the file began and ended, in milliseconds since 1970. */
  readonly time: readonly [number, number]
  /** Connections of all clients, but for those that count. */
  readonly all: Course
  /** Connections of the worker that ran the file. */
  readonly worker: Course
  /** Connections of the file's leaks. */
  readonly leaked: number
  /** How many of them were closed after their verdict. */
  readonly closed: number
  /** Connections of the worker that there would be after the file, had none been closed. */
  readonly left: number
  /** The most connections of the worker at once that were in an open transaction with nothing to do. */
  readonly idleInTransaction: number
  /** Connections that were left to others when there were the most. */
  readonly headroom: number
  /** Connections that the server allows to ordinary users. */
  readonly limit: number
}

/** It proves; it never judges. */
export interface ServerProof {
  readonly server: ServerName
  readonly figures?: ServerFigures | undefined
  /** Why there are no figures. */
  readonly problem?: string | undefined
}
