import { asNobody, currentOwner } from '../../ledger/current-owner'
import { follow } from '../../ledger/follow'
import { captureTrace } from '../../trace/trace'
import { isError } from './callbacks'
import { type Session, sessionOf, Transaction } from './session'
import { type Telling, tellingOf } from './texts'
import { transactionFamily } from './transaction'
import type { Addon, Sqlite3Database } from './types'

/** Told once how a statement ended; false: with an error, or nobody can tell. */
export type Answer = (succeeded: boolean) => void

/** Is refused within a transaction, by the parser; otherwise it does nothing, as it is never run. */
const question = 'PRAGMA temp.synchronous = 1'

/**
 * Knows the transactions of one copy of sqlite3. What succeeds is read from its text. Where that does not tell, and
 * after an error, as some of them roll back, SQLite itself is asked.
 */
export class TransactionObserver {
  readonly #Statement: Addon['Statement']

  constructor(Statement: Addon['Statement']) {
    this.#Statement = Statement
  }

  /** Expects the answer of a statement that is about to be run; undefined: it does not matter. */
  expect(
    database: Sqlite3Database,
    text: string,
    all: boolean,
    below: (...args: never[]) => unknown,
  ): Answer | undefined {
    const session = sessionOf(database)
    if (session === undefined) return undefined
    const telling = tellingOf(text, all)
    if (telling === undefined && session.transaction === undefined && session.beginning === 0)
      return undefined
    session.last = text
    const answer =
      telling === undefined
        ? (succeeded: boolean) => {
            if (!succeeded) this.#ask(database, session)
          }
        : this.#expectTelling(database, session, telling, below)
    let answered = false
    return (succeeded) => {
      if (!answered) answer(succeeded)
      answered = true
    }
  }

  #expectTelling(
    database: Sqlite3Database,
    session: Session,
    { effect, mayBegin, mayEnd }: Telling,
    below: (...args: never[]) => unknown,
  ): Answer {
    const transaction = mayBegin ? new Transaction(database) : undefined
    const owner = currentOwner()
    if (transaction !== undefined && owner !== undefined)
      follow(transactionFamily, transaction, owner, captureTrace(below))
    if (session.beginning + session.ending > 0) session.overlaps = true
    session.beginning += Number(mayBegin)
    session.ending += Number(mayEnd)
    return (succeeded) => {
      session.beginning -= Number(mayBegin)
      session.ending -= Number(mayEnd)
      session.answered++
      const isRead = succeeded && !session.overlaps
      if (session.beginning + session.ending === 0) session.overlaps = false
      if (succeeded && effect === 'replaces') session.transaction = undefined
      if (!isRead || !apply(effect, session, transaction)) this.#ask(database, session, transaction)
      else if (transaction !== undefined) transaction.known = true
    }
  }

  #ask(database: Sqlite3Database, session: Session, begun?: Transaction): void {
    const { answered } = session
    session.asking++
    asNobody(() => {
      const statement = new this.#Statement(database, question, (error) => {
        session.asking--
        if (!isError(error)) statement.finalize()
        // Another statement was answered meanwhile, and may have run after the question or before.
        if (session.answered !== answered) {
          this.#ask(database, session, begun)
          return
        }
        session.transaction = isRefused(error) ? (session.transaction ?? begun) : undefined
        if (begun !== undefined) begun.known = true
      })
    })
  }
}

/** What a statement that has succeeded does. False: its text does not tell. */
function apply(effect: Telling['effect'], session: Session, begun: Transaction | undefined): boolean {
  switch (effect) {
    case 'begins':
      session.transaction = begun
      if (begun !== undefined) begun.explicit = true
      return true
    case 'saves':
      session.transaction ??= begun
      return true
    case 'ends':
      session.transaction = undefined
      return true
    case 'releases':
      return session.transaction === undefined || session.transaction.explicit
    default:
      return false
  }
}

function isRefused(error: unknown): boolean {
  return isError(error) && /inside a transaction/.test(String(error))
}
