import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { nodeLines, runJest } from '../support/run/run-jest'

const clean: LeakCase = {
  name: 'clean',
  source: `
    test('is clean', () => {
      clearInterval(setInterval(() => {}, 1000))
    })`,
  leaks: [],
}

const leaking: LeakCase = {
  name: 'leaking',
  source: `
    test('leaks', async () => {
      await null
      setInterval(() => {}, 1000) // opened
    })
    test('is clean', () => clearInterval(setInterval(() => {}, 1000)))`,
  leaks: [leakedInterval({ test: 'leaks' })],
}

/** Code after which nobody can put anything in the place of a function: what is assigned is dropped. */
const lock = (target: string, name: string): string =>
  `const target = ${target}
  const original = target['${name}']
  Object.defineProperty(target, '${name}', { get: () => original, set: () => undefined, enumerable: true })`

const noticesOf = (stderr: string): string[] => stderr.match(/^.*jest-leakguard: .*$/gm) ?? []

const internalError = expect.stringMatching(
  /^jest-leakguard: internal error in .*: leaks may be missed from here on, test results are not affected/,
) as string

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('a resource that cannot be asked is one warning, and all results stand', async () => {
    const source = `
      const net = require('node:net')
      const servers = []
      test.each([1, 2])('opens a hostile server %i', (_, done) => {
        const server = net.createServer().listen(0, () => done())
        Object.defineProperty(server, 'listening', {
          get() {
            throw new Error('hostile')
          },
        })
        servers.push(server)
      })
      test('leaks', () => {
        setInterval(() => {}, 1000) // opened
      })
      test('fails', () => {
        throw new Error('its own')
      })
      afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))))`
    const hostile: LeakCase = {
      name: 'hostile',
      source,
      leaks: [leakedInterval({ test: 'leaks' })],
      failing: ['fails'],
    }
    const run = await runJest({ jest, files: filesOf([hostile, clean]), args: ['-i'] })

    expect(noticesOf(run.stderr)).toEqual([internalError])
    expect(run.stderr).toContain('Error: hostile')
    expectLeaks(run, hostile)
    expectLeaks(run, clean)
    expect(run).toMatchObject({ code: 1, timedOut: false, json: { numPassedTests: 3, numFailedTests: 2 } })
  })

  test('an event of a shape that nobody expects is one warning, and all results stand', async () => {
    const environment = `
      const LeakGuardEnvironment = require('jest-leakguard/environment')
      module.exports = class extends LeakGuardEnvironment {
        handleTestEvent(event) {
          return super.handleTestEvent({ ...event }, undefined)
        }
      }`
    const run = await runJest({
      jest,
      config: { testEnvironment: '<rootDir>/environment.js' },
      files: { ...filesOf([clean]), 'environment.js': environment },
    })

    expect(noticesOf(run.stderr)).toEqual([internalError])
    expect(run).toMatchObject({ code: 0, json: { numPassedTests: 1, numFailedTests: 0 } })
  })

  const none = 'leak detection is not working in this process: a timer that it started itself did not show up'
  const some = 'leak detection does not see everything in this process'
  const hooks = "const hooks = require('node:async_hooks')"

  test.each([
    [
      'createHook',
      `${hooks}; hooks.createHook = () => ({ enable() { return this }, disable() { return this } })`,
      none,
    ],
    [
      'async context',
      `${hooks}; hooks.AsyncLocalStorage.prototype.run = (store, fn) => fn(); hooks.executionAsyncResource = () => ({})`,
      none,
    ],
    [
      'EventEmitter.init',
      lock("require('node:events')", 'init'),
      `${some}: a server that it made itself did not show up`,
    ],
    [
      'the loading of add-ons',
      lock("require('node:module')._extensions", '.node'),
      `${some}: something that is loaded before Jest locks \`Module._extensions['.node']\`: databases of better-sqlite3`,
    ],
  ])('a preload that blinds %s is named in one line', async (_name, blind, text) => {
    const run = await runJest({
      jest,
      files: { ...filesOf([clean, { ...clean, name: 'other' }]), 'blind.js': blind },
      args: ['-i'],
      env: { NODE_OPTIONS: '--require ./blind.js' },
    })

    expect(noticesOf(run.stderr)).toEqual([expect.stringContaining(`jest-leakguard: ${text}`)])
    expect(run).toMatchObject({ code: 0, json: { numPassedTests: 2, numFailedTests: 0 } })
  })

  test('a runtime that loads modules another way is named in one line, and tests are judged all the same', async () => {
    // Loaded before Jest: it keeps the functions of Jest's runtime as they were.
    const runtime = `
      const { default: Runtime } = require('jest-runtime')
      const { requireModule } = Runtime.prototype
      module.exports = class extends Runtime {
        requireModule(...args) {
          return requireModule.apply(this, args)
        }
      }`
    const run = await runJest({
      jest,
      files: { ...filesOf([clean, leaking]), 'runtime.js': runtime },
      config: { preset: 'jest-leakguard', runtime: '<rootDir>/runtime.js' },
      args: ['-i'],
      env: { NODE_OPTIONS: '--require ./runtime.js' },
    })

    expect(noticesOf(run.stderr)).toEqual([
      expect.stringContaining(`jest-leakguard: ${some}: a test file was not seen when it was loaded.`),
    ])
    expectLeaks(run, leaking)
    expectLeaks(run, clean)
  })

  test('a runtime that keeps its modules another way is named in one line, and tests are judged all the same', async () => {
    const runtime = `
      const { default: Runtime } = require('jest-runtime')
      const hide = (holder) => {
        for (const value of Object.values(holder ?? {})) if (value instanceof Map) value.forEach = undefined
      }
      module.exports = class extends Runtime {
        constructor(...args) {
          super(...args)
          hide(this)
          hide(this.registries)
        }
      }`
    const singleton = `
      exports.Service = class Service {
        static #instance
        static getInstance() { return (Service.#instance ??= new Service()) }
        static resetInstance() { Service.#instance = undefined }
      }`
    const using: LeakCase = {
      ...leaking,
      name: 'using',
      source: `require('./service').Service.getInstance()\n${leaking.source}`,
    }
    const run = await runJest({
      jest,
      files: { ...filesOf([using]), 'service.js': singleton, 'runtime.js': runtime },
      config: { preset: 'jest-leakguard', runtime: '<rootDir>/runtime.js' },
      args: ['-i'],
    })

    expect(noticesOf(run.stderr)).toEqual([
      expect.stringContaining(
        `jest-leakguard: ${some}: the modules that Jest has loaded are not where they are looked`,
      ),
    ])
    expect(run.stderr).not.toContain('registerSingleton')
    expectLeaks(run, using)
  })

  test('stacks that tests have spoilt', async () => {
    const spoilt = (name: string, lines: string): LeakCase => ({
      ...leaking,
      name,
      source: `
        // Core modules throw errors of Jest's own realm: that is how tests get at it.
        const CoreError = (() => {
          try {
            require('node:fs').readFileSync('/nowhere')
          } catch (error) {
            return error.constructor
          }
        })()
        let before
        beforeAll(() => {
          before = { ...CoreError }
          ${lines}
        })
        ${leaking.source}
        afterAll(() => {
          CoreError.stackTraceLimit = before.stackTraceLimit
        })`,
    })
    const cases = [
      spoilt('no stacks', 'Error.stackTraceLimit = 0; CoreError.stackTraceLimit = 0'),
      spoilt('stacks of objects', 'Error.prepareStackTrace = (error, calls) => calls'),
      spoilt('stacks that throw', "Error.prepareStackTrace = () => { throw new Error('hostile') }"),
    ]
    const run = await runJest({ jest, files: filesOf([...cases, clean]), args: ['-i'] })

    expect(noticesOf(run.stderr)).toEqual([])
    for (const spoiltCase of [...cases, clean]) expectLeaks(run, spoiltCase)
  })
})

test.each(nodeLines)("a preload that blinds the loading of Node's own modules, Node %s", async (node) => {
  const run = await runJest({
    node,
    files: {
      ...filesOf([clean]),
      'blind.js': lock("require('node:module')", '_load'),
    },
    args: ['-i'],
    env: { NODE_OPTIONS: '--require ./blind.js' },
  })
  // Node 20 has no node:sqlite, so there is nothing to miss.
  expect(noticesOf(run.stderr)).toEqual(
    node === '20'
      ? []
      : [expect.stringContaining('locks `Module._load`: databases of node:sqlite are not seen.')],
  )
  expect(run).toMatchObject({ code: 0, json: { numPassedTests: 1 } })
})
