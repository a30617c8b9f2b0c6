import { setTimeout as sleep } from 'node:timers/promises'
import { ReservationSweeper } from '../src/jobs/reservation-sweeper'
import { OrderStore } from '../src/orders/order-store'
import { tea } from '../test-support/fixtures'

const minute = 60_000

describe('reservation sweeper', () => {
  let store: OrderStore

  beforeEach(() => {
    store = new OrderStore(':memory:')
  })

  afterEach(() => {
    store.close()
  })

  test('expires only reservations older than their time to live', () => {
    const now = Date.now()
    const old = store.insert(tea, now - 16 * minute)
    const fresh = store.insert(tea, now - 14 * minute)

    expect(new ReservationSweeper(store, 15 * minute).sweep(now)).toBe(1)

    expect(store.get(old.id).status).toBe('expired')
    expect(store.get(fresh.id).status).toBe('reserved')
  })

  test('does not sweep before the first interval is over', async () => {
    const { id } = store.insert(tea, 0)
    const sweeper = new ReservationSweeper(store, 15 * minute)

    sweeper.start()
    await sleep(20)
    sweeper.stop()

    expect(store.get(id).status).toBe('reserved')
  })

  test('sweeps at every interval', async () => {
    const { id } = store.insert(tea, 0)
    const sweeper = new ReservationSweeper(store, 15 * minute)
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('not expired within 4 s')), 4_000)
    })

    sweeper.start(5)
    try {
      await Promise.race([untilExpired(id), deadline])
    } finally {
      clearTimeout(timer)
      sweeper.stop()
    }
  })

  async function untilExpired(id: string): Promise<void> {
    while (store.get(id).status !== 'expired') await sleep(5)
  }
})
