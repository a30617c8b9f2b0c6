/** One way to keep a finished test file in memory, and how its author would not. */
export interface Retainer {
  readonly name: string
  readonly leaking: string
  readonly clean: string
  /** What is said of the leaking file. */
  readonly said: string
}

/** A test environment that hands tests what they have no business with, and keeps what they give it. */
export const environment = `const { TestEnvironment } = require('jest-environment-node')

const cache = new Map()
const registry = new FinalizationRegistry(() => undefined)
const waiting = []

module.exports = class extends TestEnvironment {
  constructor(...args) {
    super(...args)
    this.global.realProcess = process
    this.global.outside = globalThis
    this.global.remember = (key, value) => void cache.set(key, value)
    this.global.registry = registry
    this.global.lock = () => new Promise((resolve) => waiting.push(resolve))
    this.global.unlock = () => waiting.pop()()
  }
}
`

/** One per source of roots. In each, the line that keeps the file is its fourth. */
export const retainers: readonly Retainer[] = [
  {
    name: 'process',
    leaking: `test('logs', () => {
  const onExit = () => undefined

  realProcess.on('exit', onExit)
})
`,
    clean: `test('logs', () => {
  const onExit = () => undefined
  realProcess.on('exit', onExit)
  realProcess.off('exit', onExit)
})
`,
    said: 'added a listener for "exit" to the real process, which keeps `onExit` (process.leaking.test.js:2) → its module → the file\'s global',
  },
  {
    name: 'shared-emitter',
    leaking: `test('asks for the width', () => {
  expect(process.stdout.writable).toBe(true)

  process.stdout.once('resize', function onResize() {})
})
`,
    clean: `test('asks for the width', () => {
  const onResize = () => undefined
  process.stdout.once('resize', onResize)
  process.stdout.off('resize', onResize)
})
`,
    said: 'added a listener for "resize" to process.stdout, which keeps',
  },
  {
    name: 'core-module',
    leaking: `const fs = require('node:fs')
test('patches', () => {
  const { readdirSync } = fs
  fs.readdirSync = function patched(...args) {
    return readdirSync(...args)
  }
})
`,
    clean: `const fs = require('node:fs')
test('patches', () => {
  const { readdirSync } = fs
  fs.readdirSync = (...args) => readdirSync(...args)
  fs.readdirSync = readdirSync
})
`,
    said: 'replaced `fs.readdirSync` for every file of the process, which keeps `patched` → its module',
  },
  {
    name: 'global-agent',
    leaking: `const http = require('node:http')

test('watches the agent', () => {
  http.globalAgent.on('free', function onFree() {})
})
`,
    clean: `const http = require('node:http')
test('watches an agent of its own', () => {
  new http.Agent().on('free', function onFree() {})
})
`,
    said: 'added a listener for "free" to http.globalAgent, which keeps `onFree` → its module',
  },
  {
    name: 'interval',
    leaking: `test('polls', () => {
  const poll = () => undefined

  setInterval(poll, 60_000).unref()
})
`,
    clean: `test('polls', () => {
  clearInterval(setInterval(() => undefined, 60_000))
})
`,
    said: 'called `setInterval()`, and nobody cleared it, which keeps `poll` (interval.leaking.test.js:2) → its module',
  },
  {
    name: 'promise',
    leaking: `test('waits', () => {
  const start = (task) => void task()
  start(
    async function worker() {
      await lock()
      return globalThis
    },
  )
})
`,
    clean: `test('waits', () => {
  const worker = async () => {
    await lock()
    return globalThis
  }
  void worker()
  unlock()
})
`,
    said: 'waits for a promise that nobody settles (`waiting` of environment.js (test environment)), which keeps `worker` → its module',
  },
  {
    name: 'outer-global',
    leaking: `test('registers', () => {
  const things = { list: [] }

  outside[Symbol.for('shop.registry')] = things
})
`,
    clean: `test('registers', () => {
  globalThis[Symbol.for('shop.registry')] = { list: [] }
})
`,
    said: 'set `Symbol(shop.registry)` of the global object outside the sandbox, which all files share, which keeps an object',
  },
  {
    name: 'channel',
    leaking: `const channels = require('node:diagnostics_channel')

test('subscribes', () => {
  channels.subscribe('shop:order', function onOrder() {})
})
`,
    clean: `const channels = require('node:diagnostics_channel')
test('subscribes', () => {
  const onOrder = () => undefined
  channels.subscribe('shop:order', onOrder)
  channels.unsubscribe('shop:order', onOrder)
})
`,
    said: 'subscribed to the diagnostics channel "shop:order", which keeps `onOrder` → its module',
  },
  {
    name: 'finalization',
    leaking: `test('registers', () => {
  const cleanup = { close: () => undefined }

  registry.register(realProcess, cleanup)
})
`,
    clean: `test('registers', () => {
  registry.register(realProcess, 'text')
})
`,
    said: 'registered a value with a FinalizationRegistry (`registry` of environment.js (test environment)), which keeps an object',
  },
  {
    name: 'async-store',
    leaking: `const { AsyncLocalStorage } = require('node:async_hooks')
const store = new AsyncLocalStorage()
const noop = outside.Function('')
const later = () => outside.setTimeout(noop, 3_600_000).unref()
test('runs', () => {
  store.run({ user: 1 }, later)
})
`,
    clean: `const { AsyncLocalStorage } = require('node:async_hooks')
const store = new AsyncLocalStorage()
test('runs', () => {
  store.run({ user: 1 }, () => clearTimeout(outside.setTimeout(() => undefined, 3_600_000)))
})
`,
    said: 'set the store of an AsyncLocalStorage, in which a Timeout was begun that is not over, which keeps an object',
  },
  {
    name: 'console',
    leaking: `const outer = require('node:console')
test('listens', () => {
  const { debug } = outer
  outer.debug = function logged(...args) {
    debug(...args)
  }
})
`,
    clean: `const outer = require('node:console')
test('listens', () => {
  const { debug } = outer
  outer.debug = (...args) => debug(...args)
  outer.debug = debug
})
`,
    said: "replaced `require('node:console').debug` for every file of the process, which keeps `logged` → its module",
  },
  {
    name: 'module-cache',
    leaking: `test('remembers', () => {
  remember('last', { big: true })
})
`,
    clean: `test('remembers', () => {
  remember('text', JSON.stringify({ big: true }))
})
`,
    said: '(test environment) has one `cache` for all files, which keeps an object',
  },
]

/** The file and line that a retainer is said to be at. */
export function lineOf({ name }: Retainer): string {
  return name === 'module-cache' ? 'environment.js:3' : `${name}.leaking.test.js:4`
}
