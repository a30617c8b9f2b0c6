import type { Family } from '../../handles/family'
import { statementShape } from '../../statement-shape'
import { cancelQuery } from './cancel'
import { lenderOf } from './checkout'
import { activeQueryOf, hasEnded, isPending, type PgClient, type PgQuery, queueOf } from './types'

/** A query that was handed to a client; pg holds it until its answer is there. */
export class Statement {
  static readonly #of = new WeakMap<PgQuery, Statement>()

  /** It did when it was last looked at. */
  waited = false

  private constructor(
    readonly client: PgClient,
    readonly query: PgQuery,
    readonly text: string,
  ) {}

  /** For another query on the same connection, and be it of another test. */
  get waits(): boolean {
    const running = activeQueryOf(this.client)
    return running !== undefined && running !== this.query
  }

  /** The statement of a query, which lives as long as the query does. */
  static of(client: PgClient, query: PgQuery, text: string): Statement {
    const statement = new Statement(client, query, text)
    this.#of.set(query, statement)
    return statement
  }
}

export const statementFamily: Family = {
  state(target) {
    const { client, query } = target as Statement
    if (hasEnded(client) || !isPending(client, query)) return 'closed'
    return client._ending === true ? 'closing' : 'open'
  },
  isUnderWay(target) {
    const statement = target as Statement
    statement.waited = statement.waits
    return true
  },
  wasHeldUp(target) {
    const statement = target as Statement
    const { waited, waits } = statement
    statement.waited = waits
    return waited || waits
  },
  describe(target) {
    const { client, text } = target as Statement
    return {
      type: 'pg-query',
      subject: target,
      within: lenderOf(client),
      facts: { statement: statementShape(text) },
    }
  },
  close(target) {
    const { client, query } = target as Statement
    if (activeQueryOf(client) === query) {
      cancelQuery(client)
      return 'cancelled'
    }
    const queue = queueOf(client)
    const place = queue.indexOf(query)
    // Sent already, behind another: cancelling would hit the other.
    if (place === -1) return undefined
    queue.splice(place, 1)
    query.handleError?.(new Error('The query was cancelled by jest-leakguard'), client.connection)
    return 'cancelled'
  },
}
