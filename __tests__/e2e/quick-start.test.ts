import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DemoRun } from './support/demo'
import { cloneRepository, runDemo } from './support/demo'
import type { ReportedLeak } from './support/reported-leaks'
import { reportedLeaks } from './support/reported-leaks'

const example = path.resolve(__dirname, '../../examples/quick-start')

// Two builds, two tarballs and two suites.
const timeout = 240_000

type Words = Pick<ReportedLeak, 'headline' | 'help'>
type Code = readonly [file: string, code: string]

interface ExpectedLeak extends Words {
  readonly owner: string
  readonly opened: Code
  readonly calledFrom: Code
}

const timer = (owner: string, call: 'Timeout' | 'Interval', hook = 'afterEach'): Words => ({
  headline: `${owner} leaked a timer: it was started here and never cleared`,
  help: `keep what \`set${call}()\` returns and call \`clear${call}(timer)\` in \`${hook}\``,
})
const server = (owner: string, hook = 'afterEach'): Words => ({
  headline: `${owner} leaked an HTTP server: it was told to listen here and never closed`,
  help: `\`server.closeAllConnections(); await new Promise((done) => server.close(done))\` in \`${hook}\``,
})
const database = (owner: string, hook = 'afterEach'): Words => ({
  headline: `${owner} leaked a SQLite database: it was opened here and never closed`,
  help: `\`db.close()\` in \`${hook}\``,
})
const agent: Words = {
  headline: 'this test leaked a keep-alive agent: it was created here and never destroyed',
  help: '`agent.destroy()` in `afterEach`',
}
const childProcess: Words = {
  headline: 'this test leaked a child process: it was spawned here and is still running',
  help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
}

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
    owner: 'Test suite failed to run',
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
    owner: 'Test suite failed to run',
    ...database('orders API: this describe block', 'afterAll'),
    opened: storing,
    calledFrom: ['leaking/orders-api.test.ts', 'new OrderStore('],
  },
  {
    owner: 'Test suite failed to run',
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

type PlaceAndCure = Omit<ReportedLeak, 'rows'>

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
    expect(leaking.output).toContain('Tests:       8 failed, 13 passed, 21 total')
    expect(leaking.exitCode).toBe(1)
  })

  test('the leaking suite names the owner, the lines and the cure of every leak', async () => {
    const expected = await Promise.all(
      expectedLeaks.map(async ({ opened, calledFrom, ...words }) => ({
        ...words,
        opened: await placeOf(opened),
        calledFrom: await placeOf(calledFrom),
      })),
    )

    expect(sorted(reportedLeaks(leaking.output).map(placeAndCure))).toEqual(sorted(expected))
  })

  test('the clean suite passes the same tests and has no leaks', () => {
    expect(clean.output).not.toMatch(/leak(?!guard)/i)
    expect(clean.output).toContain('Test Suites: 8 passed, 8 total')
    expect(clean.output).toContain('Tests:       21 passed, 21 total')
    expect(clean.exitCode).toBe(0)
  })
})

/** What is the same in every run: rows hold ports and process ids. */
function placeAndCure({ owner, headline, help, opened, calledFrom }: ReportedLeak): PlaceAndCure {
  return { owner, headline, help, opened, calledFrom }
}

/** `file:line` of the first line that has this code. */
async function placeOf([file, code]: Code): Promise<string> {
  const lines = (await readFile(path.join(example, file), 'utf8')).split('\n')
  const index = lines.findIndex((line) => line.includes(code))
  if (index === -1) throw new Error(`expected "${code}" in ${file}`)
  return `${file}:${index + 1}`
}

function sorted(leaks: readonly PlaceAndCure[]): PlaceAndCure[] {
  const key = ({ owner, headline, opened }: PlaceAndCure): string => [owner, headline, opened].join()
  return leaks.toSorted((a, b) => key(a).localeCompare(key(b)))
}
