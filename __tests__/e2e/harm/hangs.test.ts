import { createFixture } from '../support/run/run-jest'

/** Everything that keeps a process alive, in a test, in hooks and in a module. */
const keepsAlive = `
  const { spawn } = require('node:child_process')
  const { createServer } = require('node:http')
  const net = require('node:net')
  setInterval(() => {}, 1000)
  const retry = () => setTimeout(retry, 5)
  beforeAll(() => spawn('sleep', ['60']) && undefined)
  describe('block', () => {
    beforeAll((done) => {
      createServer().listen(0, () => done())
    })
    test('connects', (done) => {
      const server = net.createServer().listen(0, () => net.connect(server.address().port, () => done()))
    })
    test('retries', () => {
      retry()
    })
    afterAll(() => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true }) && undefined)
  })`

const files = { 'a.test.js': keepsAlive, 'b.test.js': keepsAlive, 'c.test.js': "test('is clean', () => {})" }

test('plain Jest does not end', async () => {
  const fixture = await createFixture({ files, config: { testEnvironment: 'node' } })
  const run = await fixture.run({ args: ['-i'], timeout: 6_000 })

  expect(run.output).toContain('3 passed, 3 total')
  expect(run.timedOut).toBe(true)
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each([
    ['in band', ['-i']],
    ['in workers', ['-w', '2']],
  ])('ends by itself %s', async (_mode, args) => {
    const fixture = await createFixture({ jest, files })
    const run = await fixture.run({ args, timeout: 30_000 })

    expect(run).toMatchObject({ code: 1, signal: null, timedOut: false, leftProcesses: false })
    expect(run.file('c.test.js').status).toBe('passed')
    expect(run.json).toMatchObject({ numFailedTests: 8, numPassedTests: 1 })
    expect(run.stderr).not.toMatch(/did not exit|failed to exit gracefully|still alive/)
  })
})
