import type { DatabaseService } from '../src/database-service'
import { newIds, postgres } from '../test-support/configs'
import { reportConnections } from '../test-support/connections'

describe('accounts', () => {
  let database: DatabaseService

  reportConnections()
  beforeEach(() => {
    // A fresh module for each test, so that tests do not share the singleton.
    jest.resetModules()
    const fresh = jest.requireActual<typeof import('../src/database-service')>('../src/database-service')
    database = fresh.DatabaseService.getInstance(postgres)
  })

  test.each([1n, 0n, 2n ** 60n])('keep a balance of %d cents', async (cents) => {
    const [alice] = newIds()
    await database.transaction((accounts) => accounts.setBalance(alice, cents))

    expect(await database.transaction((accounts) => accounts.balance(alice))).toBe(cents)
  })
})
