import { pairsOfTheProcess, type StatePair } from '../support/cases/state-pairs'
import type { JestLine } from '../support/install/consumers'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const pairs: Readonly<Record<string, StatePair>> = {
  ...pairsOfTheProcess,
  'a feature switch in the environment': {
    says: '`process.env.NEW_CHECKOUT` set',
    leaves: `process.env.NEW_CHECKOUT = 'on'`,
    putsBack: `delete process.env.NEW_CHECKOUT`,
    victim: `expect(process.env.NEW_CHECKOUT === 'on' ? 'new' : 'old').toBe('old')`,
  },
  'a variable that was put back to the text "undefined"': {
    says: '`process.env.API_URL` set',
    leaves: `const before = process.env.API_URL; process.env.API_URL = 'http://stub'; process.env.API_URL = before`,
    putsBack: `delete process.env.API_URL`,
    victim: `expect(process.env.API_URL ?? 'http://localhost').toBe('http://localhost')`,
  },
  'the home folder': {
    says: '`process.env.HOME` changed',
    leaves: `Object.assign(process.env, { HOME: '/nowhere' })`,
    putsBack: `process.env.HOME = home`,
    victim: `expect(process.env.HOME).toBe(home)`,
  },
  'an environment of its own': {
    says: '`process.env` replaced',
    leaves: `process.env = { ONLY: 'this' }`,
    putsBack: `process.env = env`,
    victim: `expect(process.env.PATH).toBeDefined()`,
  },
  'timers that never fire': {
    says: '`jest.useFakeTimers()` on',
    leaves: `jest.useFakeTimers()`,
    putsBack: `jest.useRealTimers()`,
    victim: `await new Promise((resolve) => setTimeout(resolve, 1))`,
  },
  'a clock that was set': {
    says: '`jest.useFakeTimers()` on',
    leaves: `jest.useFakeTimers({ now: 0, doNotFake: timers })`,
    putsBack: `jest.useRealTimers()`,
    victim: `expect(new Date().getFullYear()).toBeGreaterThan(2000)`,
  },
  'a date that stands still': {
    says: '`Date.now` replaced',
    leaves: `Date.now = () => 1_600_000_000_000`,
    putsBack: `Date.now = now`,
    victim: `expect(Date.now() - 1_600_000_000_000).toBeGreaterThan(0)`,
  },
  'a class of dates': {
    says: 'the global `Date` replaced',
    leaves: `global.Date = class extends Date { constructor() { super(0) } }`,
    putsBack: `global.Date = RealDate`,
    victim: `expect(new Date(2020, 1, 1).getFullYear()).toBe(2020)`,
  },
  'another time zone': {
    says: '`Date.prototype.getTimezoneOffset` replaced',
    leaves: `Date.prototype.getTimezoneOffset = () => -720`,
    putsBack: `Date.prototype.getTimezoneOffset = getTimezoneOffset`,
    victim: `expect(new Date(2020, 1, 1).getTimezoneOffset()).not.toBe(-720)`,
  },
  'a spy that a failed assertion left': {
    says: 'a spy on `console.error`',
    leaves: `const spy = jest.spyOn(console, 'error').mockImplementation(() => {})`,
    putsBack: `spy.mockRestore()`,
    victim: `expect(jest.isMockFunction(console.error)).toBe(false)`,
  },
  'a console that says nothing': {
    says: 'the global `console.warn` replaced',
    leaves: `console.warn = () => {}`,
    putsBack: `console.warn = warn`,
    victim: `expect(String(console.warn)).not.toBe('() => {}')`,
  },
  'a process that never ends': {
    says: 'the global `process.exit` replaced',
    leaves: `process.exit = jest.fn()`,
    putsBack: `process.exit = exit`,
    victim: `expect(jest.isMockFunction(process.exit)).toBe(false)`,
  },
  'arguments of the command line': {
    says: 'the global `process.argv` replaced',
    leaves: `process.argv.push('--verbose')`,
    putsBack: `process.argv.pop()`,
    victim: `expect(process.argv).not.toContain('--verbose')`,
  },
  'another system': {
    says: 'the global `process.platform` replaced',
    leaves: `Object.defineProperty(process, 'platform', { value: 'plan9' })`,
    putsBack: `Object.defineProperty(process, 'platform', { value: platform })`,
    victim: `expect(process.platform).not.toBe('plan9')`,
  },
  'numbers that are always the same': {
    says: '`Math.random` replaced',
    leaves: `Math.random = () => 0.5`,
    putsBack: `Math.random = random`,
    victim: `expect(Math.random()).not.toBe(Math.random())`,
  },
  'an answer to every request': {
    says: 'the global `fetch` ',
    leaves: `globalThis.fetch = async () => ({ status: 204 })`,
    putsBack: `globalThis.fetch = realFetch`,
    victim: `expect(String(fetch)).not.toContain('204')`,
  },
  'what was merged into every object': {
    says: '`Object.prototype.isAdmin` added',
    leaves: `merge({}, JSON.parse('{ "__proto__": { "isAdmin": true } }'))`,
    putsBack: `delete Object.prototype.isAdmin`,
    victim: `expect({}.isAdmin).toBeUndefined()`,
  },
  'a method of every list': {
    says: '`Array.prototype.sum` added',
    leaves: `Array.prototype.sum = function () { return this.reduce((all, each) => all + each, 0) }`,
    putsBack: `delete Array.prototype.sum`,
    victim: `const keys = []; for (const key in [7]) keys.push(key); expect(keys).toEqual(['0'])`,
  },
  'a mock for modules that are loaded again': {
    says: 'a mock of the module `settings.js`',
    leaves: `jest.doMock('./settings', () => ({ retries: 0 }))`,
    putsBack: `jest.dontMock('./settings')`,
    victim: `jest.resetModules(); expect(require('./settings').retries).toBe(3)`,
  },
  'errors without a trace': {
    says: '`Error.stackTraceLimit` changed',
    leaves: `Error.stackTraceLimit = 0`,
    putsBack: `Error.stackTraceLimit = stackTraceLimit`,
    victim: `expect(new Error('here').stack).toContain('.test.')`,
  },
  'a terminal where there is none': {
    says: '`process.stdout.isTTY` replaced, for every test file of this process',
    leaves: `process.stdout.isTTY = 'planted'`,
    putsBack: `process.stdout.isTTY = isTTY`,
    victim: `expect(process.stdout.isTTY).not.toBe('planted')`,
  },
  'an identifier that is always the same': {
    says: 'a spy on `crypto.randomUUID`',
    leaves: `jest.spyOn(crypto, 'randomUUID').mockReturnValue('1')`,
    putsBack: `jest.restoreAllMocks()`,
    victim: `expect(crypto.randomUUID()).toHaveLength(36)`,
  },
  'a request that is never sent': {
    says: '`http.request` replaced, for every test file of this process',
    leaves: `http.request = () => ({ end() {} })`,
    putsBack: `http.request = request`,
    victim: `expect(http.request).toBe(request)`,
  },
  'a handler of rejections': {
    says: '1 listener for `unhandledRejection` on `process`',
    leaves: `process.on('unhandledRejection', ignore)`,
    putsBack: `process.off('unhandledRejection', ignore)`,
    victim: `expect(process.listeners('unhandledRejection')).not.toContain(ignore)`,
  },
  'a path of its own': {
    says: '`path.join` replaced, for every test file of this process',
    leaves: `path.join = (...parts) => join('/root', ...parts)`,
    putsBack: `path.join = join`,
    victim: `expect(path.join('a', 'b')).not.toContain('root')`,
  },
  'events that nobody hears': {
    says: '`EventEmitter.prototype.emit` replaced, for every test file of this process',
    leaves: `EventEmitter.prototype.emit = function (...args) { return args[0] !== 'planted' && emit.apply(this, args) }`,
    putsBack: `EventEmitter.prototype.emit = emit`,
    victim: `const said = jest.fn(); new EventEmitter().on('planted', said).emit('planted'); expect(said).toHaveBeenCalled()`,
  },
  'a stopwatch that stands still': {
    says: 'the global `performance.now` replaced',
    leaves: `performance.now = () => 5`,
    putsBack: `delete performance.now; if (performance.now() === 5) performance.now = perfNow`,
    victim: `expect(performance.now()).not.toBe(5)`,
  },
  'another working directory': {
    says: 'the working directory changed',
    leaves: `process.chdir('/')`,
    putsBack: `process.chdir(cwd)`,
    victim: `expect(process.cwd()).toBe(cwd)`,
  },
  'a title of the process': {
    says: '`process.title` changed',
    leaves: `process.title = 'worker'`,
    putsBack: `process.title = title`,
    victim: `expect(process.title).toBe(title)`,
  },
  'an exit code': {
    says: '`process.exitCode` at 3',
    leaves: `process.exitCode = 3`,
    putsBack: `process.exitCode = undefined`,
    victim: `expect(process.exitCode).toBeUndefined()`,
  },
}

/** In documents. */
const inDocuments: Readonly<Record<string, StatePair>> = {
  'an element that has a size': {
    says: '`HTMLElement.prototype.offsetWidth` replaced',
    leaves: `Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 640 })`,
    putsBack: `Object.defineProperty(HTMLElement.prototype, 'offsetWidth', offsetWidth)`,
    victim: `expect(document.createElement('div').offsetWidth).toBe(0)`,
  },
  'an element that can be scrolled': {
    says: '`Element.prototype.scrollIntoView` added',
    leaves: `window.Element.prototype.scrollIntoView = jest.fn()`,
    putsBack: `delete Element.prototype.scrollIntoView`,
    victim: `expect('scrollIntoView' in document.body).toBe(false)`,
  },
  'a clipboard': {
    says: 'the global `navigator.clipboard` added',
    leaves: `Object.assign(navigator, { clipboard: { writeText: async () => {} } })`,
    putsBack: `delete navigator.clipboard`,
    victim: `expect(navigator.clipboard).toBeUndefined()`,
  },
  'a document that is hidden': {
    says: 'the global `document.hidden` added',
    leaves: `Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })`,
    putsBack: `delete document.hidden`,
    victim: `expect(Object.hasOwn(document, 'hidden')).toBe(false)`,
  },
  'a store that keeps nothing': {
    says: 'a spy on `Storage.prototype.setItem`',
    leaves: `const spy = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {})`,
    putsBack: `spy.mockRestore()`,
    victim: `localStorage.setItem('a', '1'); expect(localStorage.getItem('a')).toBe('1')`,
  },
  'a screen of a certain width': {
    says: 'the global `innerWidth` replaced',
    leaves: `window.innerWidth = 320`,
    putsBack: `window.innerWidth = 1024`,
    victim: `expect(window.innerWidth).toBe(1024)`,
  },
}

const commonHead = `const { EventEmitter } = require('events'), http = require('http'), path = require('path'), crypto = require('crypto');`
const moduleHead = `import { jest } from '@jest/globals'; import { createRequire } from 'node:module'; import { EventEmitter } from 'node:events'; import http from 'node:http'; import path from 'node:path'; import crypto from 'node:crypto'; const require = createRequire(import.meta.url);`
const kept = [
  `const env = process.env, home = process.env.HOME, { now } = Date, RealDate = Date, { getTimezoneOffset } = Date.prototype;`,
  `const { warn } = console, { exit, platform } = process, { random } = Math, realFetch = globalThis.fetch, { isTTY } = process.stdout;`,
  `const cwd = process.cwd(), { title } = process, planted = () => {};`,
  `const { request } = http, ignore = () => {}, { join } = path, { emit } = EventEmitter.prototype, perfNow = performance.now;`,
  `const { stackTraceLimit } = Error, timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'performance', 'hrtime'];`,
  `const merge = (into, from) => { for (const key of Object.keys(from)) { if (typeof from[key] === 'object') merge(into[key] ??= {}, from[key]); else into[key] = from[key] } };`,
].join(' ')

const keptOfDocuments = `const offsetWidth = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetWidth');`

interface Kind {
  readonly jest: JestLine
  readonly name: 'CommonJS' | 'ES modules' | 'jsdom'
}

const kinds: readonly Kind[] = [
  { jest: '30', name: 'CommonJS' },
  { jest: '29', name: 'CommonJS' },
  { jest: '30', name: 'ES modules' },
  { jest: '29', name: 'ES modules' },
  { jest: '30', name: 'jsdom' },
  { jest: '29', name: 'jsdom' },
]

function pairsOf({ name }: Kind): [string, StatePair][] {
  return Object.entries(name === 'jsdom' ? { ...pairs, ...inDocuments } : pairs)
}

/** Each pair in a file of its own, all run without a reporter: nothing that is said of one is counted away. */
async function runPairs(kind: Kind, isClean: boolean): Promise<JestRun> {
  const isModule = kind.name === 'ES modules'
  const files = pairsOf(kind).map(([, { leaves, putsBack, victim }], index) => [
    `${String(index)}.test.${isModule ? 'mjs' : 'js'}`,
    `${isModule ? moduleHead : commonHead} ${kept} ${kind.name === 'jsdom' ? keptOfDocuments : ''}
test('comes first', async () => {
  ${leaves}
  ${isClean ? putsBack : ''}
})
test('comes later', async () => {
  ${victim}
}, 500)
afterAll(() => {
  process.env = env; process.exit = exit; http.request = request; path.join = join; EventEmitter.prototype.emit = emit; process.stdout.isTTY = isTTY
  process.chdir(cwd); process.umask(0o022); process.exitCode = undefined; EventEmitter.defaultMaxListeners = 10; http.globalAgent.off('free', planted)
})
`,
  ])
  return runJest({
    files: { ...(Object.fromEntries(files) as Record<string, string>), 'settings.js': 'exports.retries = 3' },
    config: {
      testEnvironment: kind.name === 'jsdom' ? 'jest-leakguard/jsdom' : 'jest-leakguard/environment',
      ...(isModule && { testMatch: ['**/*.test.mjs'], transform: {} }),
    },
    jest: kind.jest,
    args: ['-i'],
    env: isModule ? { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } : {},
  })
}

describe.each(kinds)('Jest $jest, $name', (kind) => {
  let leaving: JestRun
  let clean: JestRun
  beforeAll(async () => {
    leaving = await runPairs(kind, false)
    clean = await runPairs(kind, true)
  })

  test.each(pairsOf(kind).map(([name, { says }], index) => ({ name, says, index })))(
    '$name is named where it makes the next test fail',
    ({ says, index }) => {
      const file = `${String(index)}.test.${kind.name === 'ES modules' ? 'mjs' : 'js'}`
      const line = leaving.stderr.split('\n').find((each) => each.startsWith(`jest-leakguard: ${file} › `))
      expect(line).toContain(`comes later failed after "comes first" had left ${says}`)
      expect(line).toContain(` (${file}:3)`)
    },
  )

  test('whoever puts it back is not named, and nobody fails', () => {
    expect(clean.stderr).not.toContain(' left ')
    expect(clean.stderr).not.toContain('jest-leakguard')
    expect(clean.code).toBe(0)
  })
})
