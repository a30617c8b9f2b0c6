import type { Family, State } from '../../handles/family'
import { statementShape } from '../../statement-shape'
import { lenderOf } from './checkout'
import { send } from './send'
import {
  activityOf,
  type Held,
  type HeldChannel,
  type HeldLock,
  inTransaction,
  isHeld,
  sessionOf,
} from './session'
import { hasEnded, isBusy, isPending, queueOf } from './types'

/** A transaction, from its `BEGIN` to its end. */
export const transactionFamily: Family = {
  state(target): State {
    const transaction = target as Held
    const { client, over, query } = transaction
    if (hasEnded(client) || sessionOf(client).transaction !== transaction) return 'closed'
    const pending = isBusy(client) || queueOf(client).length > 0
    if (!inTransaction(client) && !isPending(client, query)) return 'closed'
    if (client._ending === true) return 'closing'
    return over && pending ? 'closing' : 'open'
  },
  isUnderWay: (target) => isBusy((target as Held).client),
  isOfSession: () => true,
  describe(target) {
    const { client } = target as Held
    const facts = { activity: activityOf(client) }
    return { type: 'pg-transaction', subject: target, within: lenderOf(client), facts }
  },
  close(target) {
    return send(target as Held, 'ROLLBACK') ? 'rolled back' : undefined
  },
}

/** A session's advisory lock: it outlives transactions, and waits for nobody. */
export const lockFamily: Family = {
  state: (target) => stateOf(target as HeldLock),
  isUnderWay: (target) => isBusy((target as Held).client),
  isOfSession: () => true,
  describe(target) {
    const { client, text } = target as HeldLock
    const facts = { statement: statementShape(text) }
    return { type: 'pg-advisory-lock', subject: target, within: lenderOf(client), facts }
  },
  close(target) {
    const lock = target as HeldLock
    if (lock.unlock === undefined || !send(lock, lock.unlock, lock.query.values)) return undefined
    lock.over = true
    return 'released'
  },
}

/** A channel that a session listens on. */
export const channelFamily: Family = {
  state: (target) => stateOf(target as HeldChannel),
  isUnderWay: (target) => isBusy((target as Held).client),
  isOfSession: () => true,
  describe(target) {
    const { channel, client } = target as HeldChannel
    return { type: 'pg-listen', subject: target, within: lenderOf(client), facts: { channel } }
  },
  close(target) {
    const held = target as HeldChannel
    if (!send(held, `UNLISTEN "${held.channel.replaceAll('"', '""')}"`)) return undefined
    held.over = true
    return 'stopped'
  },
}

function stateOf(held: HeldLock | HeldChannel): State {
  if (isHeld(held)) return held.client._ending === true ? 'closing' : 'open'
  // `pg_try_advisory_lock()` may have no answer yet; what has failed or was given back has one.
  return !held.over && isPending(held.client, held.query) ? 'open' : 'closed'
}
