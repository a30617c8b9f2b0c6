import { registerSingleton } from 'jest-leakguard'
import { useResource } from 'jest-leakguard/fixtures'
import { startApp } from '../src/app'
import { DatabaseService } from '../src/database-service'
import { transfer } from '../src/transfers'
import { createConfig, kinds, newIds, postgres } from '../test-support/configs'
import { send } from '../test-support/http'

// Reset after each test that has used it, whatever happens there.
registerSingleton(DatabaseService)

describe.each(kinds)('on %s', (kind) => {
  const place = useResource(
    () => createConfig(kind),
    ({ remove }) => remove(),
    { scope: 'describe' },
  )
  const [alice, bob] = newIds()

  describe('the database', () => {
    const database = useResource(
      () => DatabaseService.getInstance(place().config),
      () => DatabaseService.resetInstance(),
    )
    const balances = () =>
      database().transaction(async (accounts) => [await accounts.balance(alice), await accounts.balance(bob)])

    beforeEach(() =>
      database().transaction(async (accounts) => {
        await accounts.setBalance(alice, 500n)
        await accounts.setBalance(bob, 0n)
      }),
    )

    test('moves money', async () => {
      await transfer(database(), { from: alice, to: bob, cents: 200n })

      expect(await balances()).toEqual([300n, 200n])
    })

    test('moves nothing when there is not enough', async () => {
      const moving = transfer(database(), { from: alice, to: bob, cents: 501n })

      await expect(moving).rejects.toMatchObject({ code: 'insufficient-funds' })
      expect(await balances()).toEqual([500n, 0n])
    })

    test('loses nothing when transfers meet', async () => {
      await Promise.all(
        Array.from({ length: 5 }, () => transfer(database(), { from: alice, to: bob, cents: 10n })),
      )

      expect(await balances()).toEqual([450n, 50n])
    })

    test('a transaction reads what it has written, and is rolled back', async () => {
      const transaction = await database().begin()
      try {
        await transaction.setBalance(alice, 1n)
        expect(await transaction.balance(alice)).toBe(1n)
      } finally {
        await transaction.rollback()
      }

      expect(await balances()).toEqual([500n, 0n])
    })
  })

  describe('the API', () => {
    const app = useResource(
      () => startApp(place().config),
      (started) => started.stop(),
    )
    const account = (id: string) => `${app().url}/accounts/${id}`

    test('moves money', async () => {
      await send(account(alice), 'PUT', { cents: 500 })
      await send(account(bob), 'PUT', { cents: 0 })

      expect(await send(`${app().url}/transfers`, 'POST', { from: alice, to: bob, cents: 1 })).toEqual({
        transferred: true,
      })
      expect(await send(account(bob), 'GET')).toEqual({ id: bob, cents: 1 })
    })

    test.each([
      [{ from: '', to: 'b', cents: 1 }, 'from: expected the id of an account, given ""'],
      [{ from: 'a', to: 'b', cents: 0.5 }, 'cents: expected a whole number of at least 1, given 0.5'],
      [{ from: 'a', to: 'a', cents: 1 }, 'from and to: expected two accounts'],
    ])('refuses %j', async (body, message) => {
      expect(await send(`${app().url}/transfers`, 'POST', body)).toEqual({ code: 'invalid', message })
    })
  })
})

test('two configurations cannot be mixed', async () => {
  DatabaseService.getInstance(postgres)

  expect(() => DatabaseService.getInstance({ kind: 'sqlite', file: 'accounts.db' })).toThrow(
    'already open as postgres',
  )
  await DatabaseService.resetInstance()
})
