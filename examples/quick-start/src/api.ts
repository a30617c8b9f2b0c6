import { createServer, type Server } from 'node:http'
import { InvalidRequest } from './errors'
import { createRouter, readJson } from './http/router'
import type { Metrics } from './jobs/metrics'
import { parseNewOrder } from './orders/order'
import type { OrderStore } from './orders/order-store'
import type { ReportRunner } from './reports/report-runner'
import type { Dispatcher } from './shipping/dispatcher'

export interface ApiParts {
  store: OrderStore
  dispatcher?: Dispatcher
  reports?: ReportRunner
  metrics?: Metrics
}

/** The HTTP API; without a dispatcher or reports, as in most tests, their routes do not exist. */
export function createApi({ store, dispatcher, reports, metrics }: ApiParts): Server {
  return createServer(
    createRouter({
      'GET /health': () => ({ status: 200, body: { status: 'ok' } }),
      'POST /orders': async (_, request) => {
        const order = store.insert(parseNewOrder(await readJson(request)))
        metrics?.count('orders.created')
        return { status: 201, body: order }
      },
      'GET /orders/:id': (id) => ({ status: 200, body: store.get(id) }),
      ...(dispatcher && {
        'POST /orders/:id/shipment': async (id: string) => {
          const order = await dispatcher.ship(id)
          metrics?.count(`orders.${order.status}`)
          return { status: 202, body: order }
        },
      }),
      ...(reports && {
        'GET /reports/:since': async (since: string) => {
          const time = Date.parse(since)
          if (Number.isNaN(time)) throw new InvalidRequest(`"${since}" is not a date such as 2026-01-31`)
          return { status: 200, body: await reports.orders(time) }
        },
      }),
    }),
  )
}
