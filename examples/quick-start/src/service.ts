import { createApi } from './api'
import type { Config } from './config'
import { listen } from './http/listen'
import { Metrics } from './jobs/metrics'
import { ReservationSweeper } from './jobs/reservation-sweeper'
import { OrderStore } from './orders/order-store'
import { ReportRunner } from './reports/report-runner'
import { CarrierClient } from './shipping/carrier-client'
import { Dispatcher } from './shipping/dispatcher'

export interface Service {
  url: string
  stop(): Promise<void>
}

/** Starts the whole service. `stop()` lets running requests finish, then releases everything. */
export async function startService(config: Config, writeMetrics = writeToStdout): Promise<Service> {
  const store = new OrderStore(config.databaseFile)
  const carrier = new CarrierClient(config.carrierUrl)
  const dispatcher = new Dispatcher(store, carrier)
  const reports = new ReportRunner(config.databaseFile)
  const sweeper = new ReservationSweeper(store, config.reservationTtlMs)
  const metrics = new Metrics(writeMetrics)

  async function release(): Promise<void> {
    metrics.stop()
    sweeper.stop()
    await dispatcher.stop()
    carrier.close()
    await reports.stop()
    store.close()
  }

  try {
    const api = await listen(createApi({ store, dispatcher, reports, metrics }), config.port)
    sweeper.start()
    return { url: api.url, stop: () => api.close().then(release) }
  } catch (error) {
    await release()
    throw error
  }
}

function writeToStdout(line: string): void {
  process.stdout.write(`${line}\n`)
}
