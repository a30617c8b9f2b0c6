import { join } from 'node:path'
import { type Service, startService } from '../src/service'
import { carrierUrl, createTempDir, post, readOrder, tea } from '../test-support/fixtures'

describe('order service', () => {
  const dir = createTempDir()
  let service: Service

  beforeEach(async () => {
    const databaseFile = join(dir.path, 'orders.db')
    const config = { port: 0, databaseFile, carrierUrl, reservationTtlMs: 60_000 }
    service = await startService(config, jest.fn())
  })

  afterEach(async () => {
    await service.stop()
  })

  afterAll(() => {
    dir.remove()
  })

  test('is healthy', async () => {
    const response = await fetch(`${service.url}/health`)

    expect(await response.json()).toEqual({ status: 'ok' })
  })

  test('ships an order and reports it', async () => {
    const { id } = await readOrder(await post(`${service.url}/orders`, tea))

    const shipment = await post(`${service.url}/orders/${id}/shipment`)
    const report = await fetch(`${service.url}/reports/2020-01-01`)

    expect(await shipment.json()).toMatchObject({ id, status: 'shipped' })
    expect(await report.text()).toContain(`"${id}","tea-500g","2","10115","shipped","TRK-${id}"`)
  })
})
