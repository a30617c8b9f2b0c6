import { CarrierRejected, CarrierUnavailable } from '../src/errors'
import { CarrierClient } from '../src/shipping/carrier-client'
import { carrierUrl, tea } from '../test-support/fixtures'

describe('carrier client', () => {
  test('books a shipment', async () => {
    const client = new CarrierClient(carrierUrl)

    expect(await client.book({ id: '4711', ...tea })).toBe('TRK-4711')
  })

  test('throws what the carrier gives as the reason', async () => {
    const client = new CarrierClient(carrierUrl)

    await expect(client.book({ id: '4712', ...tea, quantity: 51 })).rejects.toThrow(
      new CarrierRejected('more than 50 parcels'),
    )
    client.close()
  })

  test('tells when nobody answers', async () => {
    const client = new CarrierClient('http://127.0.0.1:1')

    await expect(client.book({ id: '4713', ...tea })).rejects.toThrow(CarrierUnavailable)
    client.close()
  })
})
