import type { ServerName } from './server-proof'

/** One session of a database server, at the moment of a look. Durations are in milliseconds. */
export interface SessionActivity {
  /** The server's own number of it. */
  readonly id: string
  /** The test file, and the worker that runs it, where the session bears the name that the environment gave it. */
  readonly file?: string | undefined
  readonly worker?: string | undefined
  /** The name that the client gave itself, if it is another. */
  readonly name: string
  readonly user: string
  readonly database: string
  /** `address:port` of the client. */
  readonly client: string
  /** The server's own word. */
  readonly state: string
  /** In an open transaction, with nothing to do. */
  readonly idleInTransaction: boolean
  /** How long it has been in this state, and connected; undefined where the server does not say. */
  readonly inState: number | undefined
  readonly age: number | undefined
  /** The last statement, without values. */
  readonly statement: string
}

export interface ServerActivity {
  readonly server: ServerName
  /** `user@host:port/database`, as we are connected. */
  readonly address: string
  /** Sessions that the server allows to ordinary users; undefined where it does not say. */
  readonly limit: number | undefined
  /** All but the one that asks. */
  readonly sessions: readonly SessionActivity[]
  /** What the server does not tell this user. */
  readonly hidden?: string | undefined
}

export interface Tolerance {
  /** Milliseconds that a session may be idle in a transaction. */
  readonly idle: number
  /** Sessions that must be left to others. */
  readonly headroom: number
}

export interface ActivityVerdict {
  readonly headroom: number | undefined
  readonly tooFewLeft: boolean
  /** Sessions that have been idle in a transaction for longer than is tolerated, the longest first. */
  readonly stuck: readonly SessionActivity[]
}

export function judgeActivity(activity: ServerActivity, { idle, headroom }: Tolerance): ActivityVerdict {
  const { limit, sessions } = activity
  const left = limit === undefined ? undefined : limit - sessions.length
  return {
    headroom: left,
    tooFewLeft: left !== undefined && left < headroom,
    stuck: sessions
      .filter((session) => session.idleInTransaction && (session.inState ?? 0) >= idle)
      .toSorted((a, b) => (b.inState ?? 0) - (a.inState ?? 0)),
  }
}

/** By test file; those of others last. Within one, what is idle in a transaction first, then the longest. */
export function inOrder(sessions: readonly SessionActivity[]): SessionActivity[] {
  return sessions.toSorted(
    (a, b) =>
      Number(a.file === undefined) - Number(b.file === undefined) ||
      (a.file ?? a.name).localeCompare(b.file ?? b.name) ||
      Number(b.idleInTransaction) - Number(a.idleInTransaction) ||
      (b.inState ?? 0) - (a.inState ?? 0) ||
      a.id.localeCompare(b.id),
  )
}
