import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { CarrierRejected, CarrierUnavailable } from '../errors'
import type { Order } from '../orders/order'

const timeoutMs = 5_000

/** Talks to the carrier's HTTP API over connections that are kept alive between bookings. */
export class CarrierClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 })
  readonly #shipmentsUrl: URL

  constructor(baseUrl: string) {
    this.#shipmentsUrl = new URL('/shipments', baseUrl)
  }

  /** Returns the tracking number; throws `CarrierRejected` or `CarrierUnavailable`. */
  async book(order: Pick<Order, 'id' | 'quantity' | 'postcode'>): Promise<string> {
    const { id, quantity, postcode } = order
    const { status, body } = await this.#post({ reference: id, parcels: quantity, postcode })
    if (status >= 500) throw new CarrierUnavailable(`the carrier answered ${status}`)
    if (status >= 400) throw new CarrierRejected(textOf(body, 'reason'))
    return textOf(body, 'trackingNumber')
  }

  close(): void {
    this.#agent.destroy()
  }

  #post(payload: object): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new CarrierUnavailable(error.message))
      const options = { method: 'POST', agent: this.#agent, timeout: timeoutMs }
      const call = request(this.#shipmentsUrl, options, (response) => {
        json(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), fail)
      })
      call.on('timeout', () => call.destroy(new Error(`no answer within ${timeoutMs} ms`)))
      call.on('error', fail)
      call.setHeader('content-type', 'application/json')
      call.end(JSON.stringify(payload))
    })
  }
}

function textOf(body: unknown, field: string): string {
  const value = (body as Record<string, unknown> | null)?.[field]
  if (typeof value !== 'string') throw new CarrierUnavailable(`the carrier answered without a ${field}`)
  return value
}
