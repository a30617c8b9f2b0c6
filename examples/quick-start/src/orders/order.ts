import { InvalidRequest } from '../errors'

export type OrderStatus = 'reserved' | 'expired' | 'retrying' | 'shipped' | 'failed'

export interface NewOrder {
  sku: string
  quantity: number
  postcode: string
}

export interface Order extends NewOrder {
  id: string
  status: OrderStatus
  trackingNumber: string | null
  createdAt: number
}

/** Checks a request body field by field; throws `InvalidRequest` naming the first wrong one. */
export function parseNewOrder(body: unknown): NewOrder {
  if (typeof body !== 'object' || body === null) throw new InvalidRequest('an order must be an object')
  const { sku, quantity, postcode } = body as Record<string, unknown>
  if (typeof sku !== 'string' || sku === '') throw new InvalidRequest('sku must be a non-empty string')
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) {
    throw new InvalidRequest('quantity must be a whole number of at least 1')
  }
  if (typeof postcode !== 'string' || !/^\d{5}$/.test(postcode)) {
    throw new InvalidRequest('postcode must have five digits')
  }
  return { sku, quantity, postcode }
}
