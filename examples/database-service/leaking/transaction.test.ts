import { DatabaseService } from '../src/database-service'
import { newIds, postgres } from '../test-support/configs'

afterEach(() => {
  void DatabaseService.resetInstance()
})

test('a transaction reads what it has written', async () => {
  const database = DatabaseService.getInstance(postgres)
  const [alice] = newIds()

  const transaction = await database.begin()
  await transaction.setBalance(alice, 500n)

  expect(await transaction.balance(alice)).toBe(500n)
})
