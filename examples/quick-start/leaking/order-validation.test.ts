import { createApi } from '../src/api'
import { listen } from '../src/http/listen'
import { OrderStore } from '../src/orders/order-store'
import { post, readOrder, tea } from '../test-support/fixtures'

test.each([
  ['a complete order', tea, 201],
  ['an empty sku', { ...tea, sku: '' }, 400],
  ['half a packet', { ...tea, quantity: 0.5 }, 400],
])('POST /orders with %s', async (_, order, status) => {
  const store = new OrderStore(':memory:')
  const api = await listen(createApi({ store }))

  const response = await post(`${api.url}/orders`, order)
  expect(response.status).toBe(status)
  if (!response.ok) return
  const created = await readOrder(response)
  expect(store.get(created.id)).toEqual(created)

  await api.close()
  store.close()
})
