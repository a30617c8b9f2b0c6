import { type CurrentOwner, currentOwner } from '../../ledger/current-owner'
import { follow } from '../../ledger/follow'
import { ledgerOf } from '../../ledger/ledger'
import { definerOf } from '../../handles/prototypes'
import { captureTrace, type Trace } from '../../trace/trace'
import { safely } from '../../ledger/tracked-resource'
import { requestOf } from './checkout'
import { channelFamily, lockFamily, transactionFamily } from './held'
import { keepQuery } from './send'
import { Statement, statementFamily } from './statement'
import { type Effect, effectsOf } from './statements'
import {
  type Held,
  type HeldChannel,
  inTransaction,
  type Session,
  sessionOf,
  statusOf,
  watchFailure,
  watchResult,
} from './session'
import { activeQueryOf, type PgClient, type PgQuery, queueOf } from './types'
import { wrapMethod } from '../wrap-method'

const observed = new WeakSet()

/** Follows what the statements of a class of clients leave behind: in the session, and running. */
export function observeQueries(prototype: object): void {
  // The class that pg defines; users extend it.
  const client = definerOf(prototype, 'getStartupConf') ?? definerOf(prototype, '_hasActiveQuery')
  if (client === undefined || observed.has(client)) return
  observed.add(client)
  wrapMethod<PgClient>(client, 'query', (query) => {
    keepQuery(client, query)
    return function observedQuery(this: PgClient, ...args: unknown[]) {
      const result = query.apply(this, args)
      safely(() => {
        noteQuery(this, args, observedQuery)
      })
      return result
    }
  })
  if ('_hasActiveQuery' in client) {
    wrapMethod<PgClient>(client, '_pulseQueryQueue', (pulse) => {
      return function observedPulse(this: PgClient, ...args: unknown[]) {
        // The last moment at which libpq tells before the next query.
        safely(() => statusOf(this))
        return pulse.apply(this, args)
      }
    })
    return
  }
  if ('getTransactionStatus' in client) return
  wrapMethod<PgClient>(client, '_handleReadyForQuery', (handle) => {
    return function observedReady(this: PgClient, ...args: [{ readonly status?: string }]) {
      sessionOf(this).status = args[0].status
      return handle.apply(this, args)
    }
  })
}

function noteQuery(client: PgClient, [config, given]: unknown[], below: (...args: never[]) => unknown): void {
  // Such a client refuses the query and keeps it in no queue.
  if (client._ending === true || client._queryable === false) return
  const query = submitted(client, config)
  const text = typeof config === 'string' ? config : query?.text
  if (query === undefined || typeof text !== 'string') return
  const session = sessionOf(client)
  session.last = text
  const request = requestOf(client)
  const owner = request?.owner ?? currentOwner()
  if (owner === undefined) return
  const trace = request?.trace ?? captureTrace(below)
  // A library that has connected by now, and called this, has done so for whom the stack tells.
  const ledger = ledgerOf(owner.scope)
  if (ledger.takesBeginnings) ledger.addBeginning(trace)
  // `pool.query()` is followed as a whole.
  if (request === undefined) follow(statementFamily, Statement.of(client, query, text), owner, trace)
  const values = Array.isArray(given) ? (given as unknown[]) : query.values
  for (const effect of effectsOf(text, Array.isArray(values) ? values : []))
    noteEffect(effect, { client, query, session, text, owner, trace })
}

/** The query that this call has put in line. */
function submitted(client: PgClient, config: unknown): PgQuery | undefined {
  if (typeof config === 'object' && config !== null && 'submit' in config) return config
  return queueOf(client).at(-1) ?? client._sentQueryQueue?.at(-1) ?? activeQueryOf(client)
}

interface Noted {
  readonly client: PgClient
  readonly query: PgQuery
  readonly session: Session
  readonly text: string
  readonly owner: CurrentOwner
  readonly trace: Trace
}

function noteEffect(effect: Effect, { client, query, session, text, owner, trace }: Noted): void {
  switch (effect.kind) {
    case 'begin': {
      if (session.transaction?.over === false && inTransaction(client)) return
      const transaction = { client, query, over: false }
      session.transaction = transaction
      follow(transactionFamily, transaction, owner, trace)
      return
    }
    case 'finish':
      if (effect.rollback) endAll(session.channels.filter((held) => isWithin(held, session.transaction)))
      if (session.transaction !== undefined) session.transaction.over = true
      return
    case 'lock': {
      const held = { client, query, text, over: false, ...effect }
      watchFailure(query)
      watchResult(client, query)
      session.locks = [...session.locks.filter(({ over }) => !over), held]
      follow(lockFamily, held, owner, trace)
      return
    }
    case 'unlock':
      endAll(effect.key === undefined ? session.locks : oneOf(session.locks, effect.key))
      return
    case 'listen': {
      const { channel } = effect
      session.channels = session.channels.filter(({ over }) => !over)
      if (session.channels.some((held) => held.channel === channel)) return
      const { transaction } = session
      const held = {
        client,
        query,
        channel,
        transaction: transaction?.over === false ? transaction : undefined,
        over: false,
      }
      watchFailure(query)
      session.channels.push(held)
      follow(channelFamily, held, owner, trace)
      return
    }
    case 'unlisten':
      endAll(session.channels.filter(({ channel }) => effect.channel === '*' || effect.channel === channel))
      return
    case 'discard':
      endAll([...session.locks, ...session.channels])
  }
}

function endAll(held: readonly Held[]): void {
  for (const each of held) each.over = true
}

/** A lock that is taken twice has to be given back twice; where the key cannot be told it is the newest. */
function oneOf<Lock extends Held & { readonly key: string }>(locks: readonly Lock[], key: string): Lock[] {
  const open = locks.filter(({ over }) => !over)
  const lock = open.findLast((held) => held.key === key) ?? open.at(-1)
  return lock === undefined ? [] : [lock]
}

function isWithin({ transaction }: HeldChannel, current: Held | undefined): boolean {
  return transaction !== undefined && transaction === current
}
