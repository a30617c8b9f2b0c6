import type { DatabaseService } from './database-service'
import { ServiceError } from './errors'

export interface Transfer {
  readonly from: string
  readonly to: string
  readonly cents: bigint
}

/** Moves money, all of it or none. */
export function transfer(database: DatabaseService, { from, to, cents }: Transfer): Promise<void> {
  if (from === to) throw new ServiceError('invalid', 'from and to: expected two accounts')
  return database.transaction(async (accounts) => {
    const [source, target] = [await accounts.balance(from), await accounts.balance(to)]
    if (source === undefined) throw new ServiceError('not-found', `no account ${from}`)
    if (target === undefined) throw new ServiceError('not-found', `no account ${to}`)
    if (source < cents)
      throw new ServiceError('insufficient-funds', `account ${from} has less than ${cents} cents`)
    await accounts.setBalance(from, source - cents)
    await accounts.setBalance(to, target + cents)
  })
}

/** Checks a request body field by field. */
export function parseTransfer(body: unknown): Transfer {
  const { from, to, cents } = (body ?? {}) as Record<string, unknown>
  return { from: parseId('from', from), to: parseId('to', to), cents: parseCents(cents, 1) }
}

export function parseCents(value: unknown, atLeast: number): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= atLeast) return BigInt(value)
  throw new ServiceError(
    'invalid',
    `cents: expected a whole number of at least ${atLeast}, given ${JSON.stringify(value)}`,
  )
}

function parseId(field: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new ServiceError('invalid', `${field}: expected the id of an account, given ${JSON.stringify(value)}`)
}
