import { loadConfig } from '../src/config'
import type { Database } from '../src/database'
import { PostgresDB } from '../src/postgres-db'
import { SqliteDB } from '../src/sqlite-db'
import { createConfig, newIds } from '../test-support/configs'

/** Opens whichever database the settings of the moment name. */
async function openDatabase(): Promise<Database> {
  const config = loadConfig(process.env)
  return config.kind === 'sqlite'
    ? new SqliteDB(config.file)
    : PostgresDB.open(config.url, config.maxConnections)
}

describe('a balance is kept', () => {
  const { config, remove } = createConfig('sqlite')
  let database: Database

  afterAll(async () => {
    // Only the last one: the factory was called twice.
    await database.close()
    remove()
  })

  async function keep(cents: bigint): Promise<bigint | undefined> {
    const [alice] = newIds()
    await database.transaction((accounts) => accounts.setBalance(alice, cents))
    return database.transaction((accounts) => accounts.balance(alice))
  }

  test('on the server', async () => {
    database = await openDatabase()

    expect(await keep(500n)).toBe(500n)
  })

  test('in a file', async () => {
    if (config.kind === 'sqlite') process.env['SQLITE_FILE'] = config.file
    database = await openDatabase() // another one

    expect(await keep(500n)).toBe(500n)
  })
})
