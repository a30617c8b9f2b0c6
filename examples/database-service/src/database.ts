/** What the service needs of a database; the same code runs on each. */
export interface Database {
  /** Commits what `work` did when it succeeds, rolls it back when it throws; may run it again after a conflict. */
  transaction<T>(work: (accounts: Accounts) => Promise<T>): Promise<T>
  /** A transaction that the caller ends. */
  begin(): Promise<Transaction>
  /** Ends every connection, after those in use have been given back. */
  close(): Promise<void>
}

export interface Accounts {
  /** In cents; undefined when there is no such account. */
  balance(id: string): Promise<bigint | undefined>
  setBalance(id: string, cents: bigint): Promise<void>
}

export interface Transaction extends Accounts {
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** The transaction helper, for every database that can begin one. */
export async function inTransaction<T>(
  begin: () => Promise<Transaction>,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  const transaction = await begin()
  try {
    const result = await work(transaction)
    await transaction.commit()
    return result
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

/** Synchronous work as a promise: what it throws rejects. */
export function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
