import { cancelQuery } from './cancel'
import { type Held } from './session'
import { activeQueryOf, type PgClient } from './types'

type Query = (this: PgClient, text: string, values: unknown, callback: () => void) => unknown

const originals = new WeakMap<object, Query>()

/** Remembers the `query` of a class of clients as pg defines it: neither observed nor anybody's mock. */
export function keepQuery(prototype: object, query: unknown): void {
  originals.set(prototype, query as Query)
}

/**
 * Has a client that somebody else goes on using run a statement; a query that is still running is cancelled
 * first. False: it takes no queries any more, or its class is not known.
 */
export function send({ client }: Held, text: string, values?: unknown): boolean {
  const query = queryOf(client)
  if (query === undefined || client._ending === true || client._queryable === false) return false
  if (activeQueryOf(client) !== undefined) cancelQuery(client)
  query.call(client, text, Array.isArray(values) ? values : [], () => undefined)
  return true
}

function queryOf(client: PgClient): Query | undefined {
  let prototype = Object.getPrototypeOf(client) as object | null
  while (prototype !== null) {
    const query = originals.get(prototype)
    if (query !== undefined) return query
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return undefined
}
