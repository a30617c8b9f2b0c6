import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewOrder, Order } from '../src/orders/order'

export const carrierUrl = process.env.CARRIER_URL ?? 'http://127.0.0.1:9090'

export const tea: NewOrder = { sku: 'tea-500g', quantity: 2, postcode: '10115' }

/** The carrier is always down for this postcode. */
export const teaToNowhere: NewOrder = { ...tea, postcode: '00000' }

export function post(url: string, body?: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body ?? {}) })
}

export async function readOrder(response: Response): Promise<Order> {
  return (await response.json()) as Order
}

export function createTempDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'orders-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
