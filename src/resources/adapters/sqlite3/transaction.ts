import type { Family } from '../../handles/family'
import { statementShape } from '../../statement-shape'
import { isOpen, sessionOf, type Transaction } from './session'
import { nameOf } from './types'

export const transactionFamily: Family = {
  isOfSession: () => true,
  state(target) {
    const transaction = target as Transaction
    const { database, known } = transaction
    const session = sessionOf(database)
    if (session === undefined || !isOpen(database)) return 'closed'
    if (!known) return 'open'
    if (session.transaction !== transaction) return 'closed'
    return session.closing || session.ending > 0 ? 'closing' : 'open'
  },
  isUnderWay(target) {
    const { database, known } = target as Transaction
    return !known || (sessionOf(database)?.asking ?? 0) > 0
  },
  describe(target) {
    const { database } = target as Transaction
    const last = sessionOf(database)?.last
    const activity = last === undefined ? undefined : `last statement ${statementShape(last, 'value')}`
    const facts = { name: nameOf(database), activity }
    return { type: 'sqlite-transaction', subject: target, within: database, facts }
  },
  close(target) {
    ;(target as Transaction).database.exec('ROLLBACK', () => undefined)
    return 'rolled back'
  },
}
