import { OrderStore } from '../src/orders/order-store'
import { CarrierClient } from '../src/shipping/carrier-client'
import { Dispatcher } from '../src/shipping/dispatcher'
import { carrierUrl, tea, teaToNowhere } from '../test-support/fixtures'

describe('dispatcher', () => {
  let store: OrderStore
  let carrier: CarrierClient
  let dispatcher: Dispatcher

  beforeEach(() => {
    store = new OrderStore(':memory:')
    carrier = new CarrierClient(carrierUrl)
    dispatcher = new Dispatcher(store, carrier)
  })

  afterEach(async () => {
    await dispatcher.stop()
    carrier.close()
    store.close()
  })

  test('ships an order', async () => {
    const { id } = store.insert(tea)

    expect(await dispatcher.ship(id)).toMatchObject({ status: 'shipped', trackingNumber: `TRK-${id}` })
  })

  test('tries again later while the carrier is down', async () => {
    const { id } = store.insert(teaToNowhere)

    expect(await dispatcher.ship(id)).toMatchObject({ status: 'retrying', trackingNumber: null })
  })

  test('gives up when the carrier refuses the order', async () => {
    const { id } = store.insert({ ...tea, quantity: 51 })

    await expect(dispatcher.ship(id)).rejects.toThrow('more than 50 parcels')
    expect(store.get(id).status).toBe('failed')
  })
})
