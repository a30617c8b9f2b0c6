import { join } from 'node:path'
import { OrderStore } from '../src/orders/order-store'
import { ReportRunner } from '../src/reports/report-runner'
import { createTempDir, tea } from '../test-support/fixtures'

describe('order report', () => {
  const dir = createTempDir()
  const databaseFile = join(dir.path, 'orders.db')
  const store = new OrderStore(databaseFile)

  afterAll(() => {
    store.close()
    dir.remove()
  })

  test('has a line for each order', async () => {
    const { id } = store.insert(tea)
    const reports = new ReportRunner(databaseFile)

    expect(await reports.orders(0)).toBe(
      `id,sku,quantity,postcode,status,trackingNumber\n"${id}","tea-500g","2","10115","reserved",\n`,
    )
    await reports.stop()
  })

  test('is empty for the future', async () => {
    const reports = new ReportRunner(databaseFile)

    const csv = await reports.orders(Date.now() + 60_000)

    expect(csv).toBe('id,sku,quantity,postcode,status,trackingNumber\n')
  })
})
