import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'
import { services } from '../support/cases/singleton-fixture'

/** Holds a server in a private field; `reset` is what its reset does with the old instance. */
const keeper = (reset: string) => `
  const net = require('node:net')
  exports.Keeper = class Keeper {
    static #instance
    #server = net.createServer().listen(0)
    static peekInstance() { return Keeper.#instance }
    static getInstance() { return (Keeper.#instance ??= new Keeper()) }
    static async resetInstance() {
      const old = Keeper.#instance
      Keeper.#instance = undefined
      if (old !== undefined) await (${reset})(old.#server)
    }
  }`

const close = 'async (server) => { server.close() }'
const files = { 'services.js': services, 'keeper.js': keeper(close) }

test.each(['30', '29'] as const)(
  'copies in a registry that was emptied and filled again to the same size are reset, Jest %s',
  async (jest) => {
    const run = await runJest({
      files: {
        ...files,
        'a.test.js': `
          const { registerSingleton } = require('jest-leakguard')
          registerSingleton(require('./services').Service)
          const alive = []
          beforeEach(() => {
            jest.resetModules()
            const copy = require('./services')
            alive.push(copy.live)
            copy.Service.getInstance()
          })
          test.each([1, 2, 3, 4])('makes a copy, %d', (n) => {
            expect(alive.map((set) => set.size)).toEqual([...Array(n - 1).fill(0), 1])
          })
          afterAll(() => { expect(alive.map((set) => set.size)).toEqual([0, 0, 0, 0]) })`,
      },
      jest,
    })
    expect(run.file('a.test.js').message).toBe('')
    expect(run.output).toContain('Singletons:  4 resets (Service 4)')
  },
)

test('copies that nobody registered are named in each test that leaves one, with what they hold', async () => {
  const run = await runJest({
    files: {
      ...files,
      'a.test.js': `
        let Keeper
        beforeEach(() => {
          jest.resetModules()
          Keeper = require('./keeper').Keeper
        })
        test.each([1, 2, 3])('leaves a copy, %d', () => { Keeper.getInstance() })
        test('resets its copy', async () => { Keeper.getInstance(); await Keeper.resetInstance() })`,
    },
    config: { preset: 'jest-leakguard/strict' },
  })
  expect(reportedLeaks(run.output).map(({ owner, headline, rows }) => [owner, headline, rows.open])).toEqual(
    [1, 2, 3].map((n) => [
      `leaves a copy, ${String(n)}`,
      'this test leaked the singleton Keeper: it was created here and never reset',
      'tcp-server',
    ]),
  )
})

test.each(['file', 'test'] as const)(
  'what a reset that hung has left is not blamed on the next instance, isolation %s',
  async (isolation) => {
    const run = await runJest({
      files: {
        // The first reset never ends, and closes nothing; the others do as they should.
        'keeper.js': `let resets = 0\n${keeper(`(server) => resets++ === 0 ? new Promise(() => {}) : server.close()`)}`,
        'a.test.js': `
          require('jest-leakguard').registerSingleton(require('./keeper').Keeper)
          const { Keeper } = require('./keeper')
          test('hangs', () => { Keeper.getInstance() })
          test('is clean', () => { Keeper.getInstance() })
          test('and so is this one', () => { Keeper.getInstance() })`,
      },
      config: {
        preset: 'jest-leakguard',
        testEnvironmentOptions: { leakguard: { isolation, singletons: { timeout: 200 } } },
      },
    })
    expect(
      reportedLeaks(run.output).map(({ owner, headline, rows }) => [owner, headline, rows.open]),
    ).toEqual([
      [
        'hangs',
        'this test leaked the singleton Keeper: it was created here and its reset did not end within 200 ms',
        'tcp-server',
      ],
    ])
    expect(run.output).toContain('Tests:       1 failed, 2 passed, 3 total')
  },
)

test('a copy is not blamed for what another one of its class holds', async () => {
  const run = await runJest({
    files: {
      ...files,
      'a.test.js': `
        const { registerSingleton } = require('jest-leakguard')
        const { Keeper } = require('./keeper')
        registerSingleton(Keeper)
        test('makes two', () => {
          Keeper.getInstance()
          jest.isolateModules(() => { require('./keeper').Keeper.getInstance() })
        })
        test('lets one live on', () => {
          jest.isolateModules(() => { globalThis.kept = require('./keeper').Keeper })
          globalThis.kept.getInstance()
        })`,
    },
  })
  expect(run.file('a.test.js').message).toBe('')
  expect(run.output).toContain('Singletons:  3 resets (Keeper 3)')
})
