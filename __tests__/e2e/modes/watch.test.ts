import { reportedLeaks } from '../support/cases/reported-leaks'
import { createFixture } from '../support/run/run-jest'
import { type WatchedJest, watchJest } from '../support/run/watch-jest'

const orders = (closes: boolean): string => `
  const net = require('node:net')
  test('listens', (done) => {
    const server = net.createServer()
    server.listen(0, () => ${closes ? 'server.close(done)' : 'done()'})
  })
  test('is clean', () => clearInterval(setInterval(() => {}, 1000)))`

const ticking = (clears: boolean): string => `
  test('ticks', () => {
    const timer = setInterval(() => {}, 1000)
    if (${clears}) clearInterval(timer)
  })`

let watched: WatchedJest | undefined
afterEach(() => watched?.end())

test.each(['30', '29'] as const)('watch mode judges each run by itself, Jest %s', async (jest) => {
  const fixture = await createFixture({
    jest,
    files: { 'orders.test.js': orders(false), 'ticking.test.js': ticking(true) },
  })
  watched = watchJest(fixture, jest)
  const leaksOf = async (run: Promise<string>): Promise<string[]> =>
    reportedLeaks(await run).map(({ owner, opened }) => `${owner}, ${opened ?? 'no line'}`)
  const listens = 'listens, orders.test.js:5'

  expect(await leaksOf(watched.nextRun())).toEqual([listens])

  await fixture.write({ 'orders.test.js': orders(true) })
  const clean = await watched.nextRun()
  expect(reportedLeaks(clean)).toEqual([])
  expect(clean).not.toContain('Leaks:')
  expect(clean).toMatch(/^Tests: +3 passed, 3 total$/m)

  await fixture.write({ 'ticking.test.js': ticking(false) })
  expect(await leaksOf(watched.nextRun())).toEqual(['ticks, ticking.test.js:3'])
})
