import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createFixture, runJest } from '../support/run/run-jest'
import { reportedLeaks } from '../support/cases/reported-leaks'

/** The files that the guide shows, by the name in their first line. */
const guide = Object.fromEntries(
  Array.from(
    readFileSync(path.join(__dirname, '../../../docs/adapters.md'), 'utf8').matchAll(
      /^```js\n\/\/ (\S+)\n([\s\S]*?)^```$/gm,
    ),
    ([, name = '', source = '']) => [name, source],
  ),
)

const session = `
  const { EventEmitter } = require('node:events')
  exports.Session = class Session extends EventEmitter {
    constructor(user) {
      super()
      this.user = user
    }
    connect() {
      this.connected = true
      return this
    }
    acknowledge() {}
    disconnect() {
      this.connected = false
    }
  }
`
const tests = `
  const { trackResource } = require('jest-leakguard')
  const { takeLease } = require('./lease')
  const { Session } = require('./session')

  test('leaks a lease', () => {
    takeLease('nightly')
  })
  test('gives a lease back', () => {
    takeLease('hourly').giveBack()
  })
  test('leaks sessions', () => {
    for (const user of ['ada', 'ada']) new Session(user).connect()
  })
  test('ends a session', () => {
    new Session('grace').connect().disconnect()
  })
  test('never connects', () => {
    new Session('grace')
  })
  const open = new Set([42])
  test('leaks a number', () => {
    const type = 'number-slot'
    expect(trackResource(42, { type, isOpen: (n) => open.has(n), close: (n) => open.delete(n) })).toBe(42)
  })
  test('looks at what was closed', () => {
    expect([...open]).toEqual([])
  })
`
const files = { ...guide, 'session.js': session, 'guide.test.js': tests }

test('the guide shows three files', () => {
  expect(Object.keys(guide)).toEqual(['lease.js', 'leakguard-broker.js', 'jest.config.js'])
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('resources of the guide are owned, worded and closed', async () => {
    const run = await runJest({
      jest,
      files,
      config: {
        preset: 'jest-leakguard/strict',
        testEnvironmentOptions: { leakguard: { isolation: 'test', adapters: ['./leakguard-broker.js'] } },
      },
    })
    const file = run.file('guide.test.js')
    const leaks = reportedLeaks(file.message).map(({ owner, headline, rows, calledFrom }) => ({
      owner,
      headline,
      rows,
      calledFrom,
    }))
    expect(leaks).toEqual([
      {
        owner: 'leaks a lease',
        headline: 'this test leaked a job-lease resource: it was opened here and never closed',
        rows: { what: 'nightly', help: 'in `afterEach`: `lease.giveBack()`', closed: 'closed' },
        calledFrom: 'guide.test.js:7',
      },
      {
        owner: 'leaks sessions',
        headline: 'this test leaked 2 broker-session resources: they were opened here and never closed',
        rows: { what: 'session of ada', help: 'close it in `afterEach`', closed: 'closed' },
        calledFrom: 'guide.test.js:13',
      },
      {
        owner: 'leaks a number',
        headline: 'this test leaked a number-slot resource: it was opened here and never closed',
        rows: { help: 'close it in `afterEach`', closed: 'closed' },
        calledFrom: 'guide.test.js:24',
      },
    ])
    expect(file.assertionResults.filter(({ status }) => status === 'failed')).toHaveLength(3)
    const records = file.assertionResults.flatMap(({ failureDetails }) => failureDetails) as {
      leak?: object
    }[]
    expect(records[0]?.leak).toMatchObject({ type: 'job-lease', facts: { what: 'nightly' } })
    expect(run.output).not.toContain('jest-leakguard: ')
  })
})

test('what a lazy object opens in a test is a part of it, and its maker’s', async () => {
  const client = `
    const net = require('node:net')
    const { trackResource } = require('jest-leakguard')
    exports.Client = class Client {
      #socket
      constructor(port) {
        this.port = port
        trackResource(this, {
          type: 'order-client',
          isOpen: () => this.#socket !== undefined,
          close: () => this.close(),
          parts: () => [this.#socket],
        })
      }
      async ask() {
        this.#socket ??= net.connect(this.port, '127.0.0.1')
        this.#socket.write('?')
        await new Promise((resolve) => this.#socket.once('data', resolve))
      }
      close() {
        this.#socket?.destroy()
        this.#socket = undefined
      }
    }`
  const source = (close: string): string => `
    const net = require('node:net')
    const { Client } = require('./client')
    let server
    beforeAll((done) => {
      server = net.createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1', done)
    })
    afterAll((done) => {
      server.close(done)
    })
    describe('orders', () => {
      let client
      beforeAll(() => {
        client = new Client(server.address().port) // opened
      })
      afterAll(() => { ${close} })
      test('asks first', () => client.ask())
      test('asks again', () => client.ask())
    })`
  const run = await runJest({
    files: { 'client.js': client, 'clean.test.js': source('client.close()'), 'leaking.test.js': source('') },
    config: { preset: 'jest-leakguard/strict' },
  })

  expect(run.file('clean.test.js').status).toBe('passed')
  expect(run.fileMessage('clean.test.js')).not.toContain('LeakError')
  expect(reportedLeaks(run.fileMessage('leaking.test.js'))).toMatchObject([
    {
      headline:
        'orders: this describe block leaked an order-client resource: it was opened here and never closed',
      help: 'close it in `afterAll`',
      calledFrom: 'leaking.test.js:14',
    },
  ])
  expect(run.file('leaking.test.js').assertionResults.map(({ status }) => status)).toEqual([
    'passed',
    'passed',
    // What the block leaves open is listed beside its tests.
    'failed',
  ])
})

test('types of their own have severities and allowances', async () => {
  const fixture = await createFixture({
    files,
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: {
        leakguard: {
          adapters: ['<rootDir>/leakguard-broker.js'],
          types: { 'job-lease': 'warn', 'number-slot': 'off' },
          allow: [{ type: 'broker-session', reason: 'an old test' }],
        },
      },
    },
  })
  const run = await fixture.run()
  expect(run.output).toMatch(/1 × job-lease, opened at lease\.js:\d/)
  expect(run.file('guide.test.js').assertionResults.filter(({ status }) => status === 'failed')).toEqual([
    expect.objectContaining({ title: 'looks at what was closed' }),
  ])
})

test('without the environment trackResource() hands its argument back', async () => {
  const source = `
    const { takeLease } = require('./lease')
    test('works', () => {
      expect(takeLease('nightly').name).toBe('nightly')
    })`
  const run = await runJest({ files: { ...guide, 'a.test.js': source }, config: {} })
  expect(run.file('a.test.js').status).toBe('passed')
})

const option = 'testEnvironmentOptions.leakguard.adapters[0] ("./a.js")'

test.each([
  [
    undefined,
    `${option}: not found; expected a package, or a path from the root directory such as "./adapter.js"`,
  ],
  ['throw new Error("no licence")', `${option}: threw while it was loaded: no licence`],
  [
    'module.exports = 1',
    `${option}: expected an object such as { type: "my-pool", matches, isOpen, close }, got 1`,
  ],
  [
    'module.exports = { type: "pg-pool", matches() {}, isOpen() {}, close() {} }',
    `${option}.type: "pg-pool" is a type of jest-leakguard; expected a name of your own such as "my-pool"`,
  ],
  [
    'exports.default = [{ type: "a-b", isOpne() {}, matches: 1, close() {} }]',
    [
      `${option}.isOpne: unknown field; did you mean "isOpen"?`,
      `${option}.isOpen: expected a function, got undefined`,
      `${option}.matches: expected a function, got 1`,
    ],
  ],
])('an adapter that is no adapter: %s', async (source, problems) => {
  const run = await runJest({
    files: { 'b.test.js': `test('runs', () => {})`, ...(source === undefined ? {} : { 'a.js': source }) },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { adapters: ['./a.js'] } },
    },
  })
  for (const problem of [problems].flat()) expect(run.file('b.test.js').message).toContain(problem)
  expect(run.code).toBe(1)
})

test('an adapter that throws is named once, and nothing else changes', async () => {
  const source = `
    const { trackResource } = require('jest-leakguard')
    const type = 'bad-thing'
    const definition = { type, isOpen() { throw new Error('at postgres://me:hidden@db/shop') }, close() {} }
    test('one', () => void trackResource({}, definition))
    test('two', () => void trackResource({}, definition))
    test('wrong', () => {
      expect(() => trackResource({}, { ...definition, isOpen: 1, colour: 2 })).toThrow(/isOpen: expected a function, got 1/)
      expect(() => trackResource({}, { ...definition, parts: 3 })).toThrow(/parts: expected a function, got 3/)
    })`
  const run = await runJest({ files: { 'a.test.js': source } })
  expect(run.file('a.test.js').status).toBe('passed')
  expect(run.output.match(/jest-leakguard: .*/g)).toEqual([
    'jest-leakguard: isOpen() of "bad-thing" threw: at postgres://me@db/shop',
  ])
})
