import { rm } from 'node:fs/promises'
import type { DemoRun } from '../support/run/demo'
import { cloneRepository, runDemo } from '../support/run/demo'
import { type Code, type ExpectedLeak, leaksIn, placedLeaks, wholeFile } from '../support/cases/example-leaks'
import { agent, childProcess, database, server, timer } from '../support/cases/example-words'

// Two builds, two tarballs and two suites.
const timeout = 240_000

const listening: Code = ['src/http/listen.ts', 'server.listen(']
const sweeping: Code = ['src/jobs/reservation-sweeper.ts', 'setInterval(']
const flushing: Code = ['src/jobs/metrics.ts', 'setInterval(']
const storing: Code = ['src/orders/order-store.ts', 'new Database(']
const serviceStarted: Code = ['leaking/service.test.ts', 'await startService(']

const expectedLeaks: readonly ExpectedLeak[] = [
  {
    owner: 'carrier client › books a shipment',
    ...agent,
    opened: ['src/shipping/carrier-client.ts', 'new Agent('],
    calledFrom: ['leaking/carrier-client.test.ts', 'new CarrierClient('],
  },
  {
    owner: 'dispatcher › tries again later while the carrier is down',
    ...timer('this test', 'Timeout'),
    opened: ['src/shipping/dispatcher.ts', 'setTimeout('],
    calledFrom: ['leaking/dispatcher.test.ts', "status: 'retrying'"],
  },
  {
    owner: wholeFile,
    ...timer('this file', 'Interval', 'afterAll'),
    opened: flushing,
    calledFrom: ['leaking/metrics.test.ts', 'new Metrics('],
  },
  ...['an empty sku', 'half a packet'].flatMap((what): ExpectedLeak[] => [
    {
      owner: `POST /orders with ${what}`,
      ...database('this test'),
      opened: storing,
      calledFrom: ['leaking/order-validation.test.ts', 'new OrderStore('],
    },
    {
      owner: `POST /orders with ${what}`,
      ...server('this test'),
      opened: listening,
      calledFrom: ['leaking/order-validation.test.ts', 'await listen('],
    },
  ]),
  {
    owner: 'orders API › leaves nothing open',
    ...database('orders API: this describe block', 'afterAll'),
    opened: storing,
    calledFrom: ['leaking/orders-api.test.ts', 'new OrderStore('],
  },
  {
    owner: 'orders API › leaves nothing open',
    ...server('orders API: this describe block', 'afterAll'),
    opened: listening,
    calledFrom: ['leaking/orders-api.test.ts', 'await listen('],
  },
  {
    owner: 'order report › is empty for the future',
    ...childProcess,
    opened: ['src/reports/report-runner.ts', 'fork('],
    calledFrom: ['leaking/report-runner.test.ts', 'reports.orders(Date.now()'],
  },
  {
    owner: 'reservation sweeper › does not sweep before the first interval is over',
    ...timer('this test', 'Interval'),
    opened: sweeping,
    calledFrom: ['leaking/reservation-sweeper.test.ts', 'sweeper.start()'],
  },
  {
    owner: 'reservation sweeper › sweeps at every interval',
    ...timer('this test', 'Timeout'),
    opened: ['leaking/reservation-sweeper.test.ts', 'setTimeout('],
    calledFrom: ['leaking/reservation-sweeper.test.ts', 'new Promise('],
  },
  ...[
    { ...database('this test'), opened: storing },
    { ...server('this test'), opened: listening },
    { ...timer('this test', 'Interval'), opened: sweeping },
    { ...timer('this test', 'Interval'), opened: flushing },
  ].map((leak) => ({ owner: 'order service › is healthy', ...leak, calledFrom: serviceStarted })),
]

describe('examples/quick-start', () => {
  let clone: string
  let leaking: DemoRun
  let clean: DemoRun

  beforeAll(async () => {
    clone = await cloneRepository()
    leaking = await runDemo(clone, 'leaking')
    clean = await runDemo(clone, 'clean')
  }, timeout)

  afterAll(() => rm(clone, { recursive: true, force: true }))

  test('the leaking suite ends by itself and fails', () => {
    expect(leaking.output).toMatch(/^Leaks: +16 failed\b/m)
    expect(leaking.output).toContain('Test Suites: 8 failed, 8 total')
    expect(leaking.output).toContain('Tests:       10 failed, 13 passed, 23 total')
    expect(leaking.exitCode).toBe(1)
  })

  test('the leaking suite names the owner, the lines and the cure of every leak', async () => {
    expect(leaksIn(leaking.output)).toEqual(await placedLeaks('quick-start', expectedLeaks))
  })

  test('the clean suite passes the same tests and has no leaks', () => {
    expect(clean.output).not.toMatch(/leak(?!guard)/i)
    expect(clean.output).toContain('Test Suites: 8 passed, 8 total')
    expect(clean.output).toContain('Tests:       21 passed, 21 total')
    expect(clean.exitCode).toBe(0)
  })
})
