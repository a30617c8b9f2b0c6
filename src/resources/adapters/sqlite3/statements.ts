import { safely } from '../../ledger/tracked-resource'
import { answering, answeringEach, isError } from './callbacks'
import { type Answer, TransactionObserver } from './observer'
import { sessionOf } from './session'
import { tellingOf } from './texts'
import type { Addon, Sqlite3Database, Sqlite3Statement } from './types'
import { wrapMethod } from '../wrap-method'

interface Prepared {
  readonly database: Sqlite3Database
  readonly ref: WeakRef<Sqlite3Statement>
  /** Of a statement that changes transactions. */
  readonly preparation: Preparation | undefined
}

const preparedStatements = new WeakMap<Sqlite3Statement, Prepared>()

/** A statement while it is being prepared: when that fails, what was asked of it gets no answer. */
class Preparation {
  #failed = false
  #waiting: Answer[] | undefined = []

  end(error: unknown): void {
    this.#failed = isError(error)
    const waiting = this.#waiting
    this.#waiting = undefined
    if (this.#failed) for (const answer of waiting ?? []) answer(false)
  }

  add(answer: Answer): void {
    if (this.#failed) answer(false)
    else this.#waiting?.push(answer)
  }
}

/** Sees every statement that a copy of sqlite3 runs; the methods of `Database` call those of `Statement`. */
export function observeStatements(addon: Addon): void {
  const { Database, Statement } = addon
  const observer = new TransactionObserver(Statement)

  wrapMethod<Sqlite3Database>(Database.prototype, 'exec', (exec) => {
    return function observedExec(this: Sqlite3Database, ...args: unknown[]) {
      const [text] = args
      const answer = expecting(() =>
        typeof text === 'string' ? observer.expect(this, text, true, observedExec) : undefined,
      )
      if (answer === undefined) return exec.apply(this, args)
      return calling(answer, () => exec.apply(this, answering(args, 1, answer)))
    }
  })

  for (const name of ['run', 'get', 'all', 'each']) {
    wrapMethod<Sqlite3Statement>(Statement.prototype, name, (method) => {
      return function observedMethod(this: Sqlite3Statement, ...args: unknown[]) {
        const prepared = preparedStatements.get(this)
        const answer = expecting(
          () => prepared && observer.expect(prepared.database, this.sql, false, observedMethod),
        )
        if (answer === undefined) return method.apply(this, args)
        prepared?.preparation?.add(answer)
        const all = name === 'each' ? answeringEach(args, answer) : answering(args, callbackIn(args), answer)
        return calling(answer, () => method.apply(this, all))
      }
    })
  }

  wrapMethod<Sqlite3Statement>(Statement.prototype, 'finalize', (finalize) => {
    return function observedFinalize(this: Sqlite3Statement, ...args: unknown[]) {
      const prepared = preparedStatements.get(this)
      if (prepared !== undefined) sessionOf(prepared.database)?.statements.delete(prepared.ref)
      return finalize.apply(this, args)
    }
  })

  function construct(target: Addon['Statement'], args: unknown[], newTarget: unknown): object {
    const [database, text] = args
    const preparation =
      typeof text === 'string' && tellingOf(text, false) !== undefined ? new Preparation() : undefined
    const all =
      preparation === undefined
        ? args
        : answering(args, 2, (_, error) => {
            preparation.end(error)
          })
    const statement = Reflect.construct<unknown[], Sqlite3Statement>(
      target as new (...all: unknown[]) => Sqlite3Statement,
      all,
      newTarget as new () => Sqlite3Statement,
    )
    safely(() => {
      const prepared = { database: database as Sqlite3Database, ref: new WeakRef(statement), preparation }
      preparedStatements.set(statement, prepared)
      sessionOf(prepared.database)?.statements.add(prepared.ref)
    })
    return statement
  }
  Reflect.set(addon, 'Statement', new Proxy(Statement, { construct }))
}

function expecting(expect: () => Answer | undefined): Answer | undefined {
  let answer: Answer | undefined
  safely(() => {
    answer = expect()
  })
  return answer
}

/** The callback comes last, after the parameters. */
function callbackIn(args: readonly unknown[]): number {
  return typeof args.at(-1) === 'function' ? args.length - 1 : args.length
}

/** What sqlite3 refuses at once has no other answer. */
function calling<T>(answer: Answer, call: () => T): T {
  try {
    return call()
  } catch (error) {
    safely(() => {
      answer(false)
    })
    throw error
  }
}
