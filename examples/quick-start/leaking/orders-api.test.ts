import { createApi } from '../src/api'
import { listen, type RunningServer } from '../src/http/listen'
import { OrderStore } from '../src/orders/order-store'
import { post, tea } from '../test-support/fixtures'

describe('orders API', () => {
  let store: OrderStore
  let api: RunningServer

  beforeAll(async () => {
    store = new OrderStore(':memory:')
    api = await listen(createApi({ store }))
  })

  test('creates an order', async () => {
    const response = await post(`${api.url}/orders`, tea)

    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ ...tea, status: 'reserved', trackingNumber: null })
  })

  test('finds an order by its id', async () => {
    const { id } = store.insert(tea)

    const response = await fetch(`${api.url}/orders/${id}`)

    expect(await response.json()).toMatchObject({ id, ...tea })
  })

  test('answers 404 for an unknown order', async () => {
    const response = await fetch(`${api.url}/orders/unknown`)

    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ code: 'not_found', message: 'no order unknown' })
  })
})
