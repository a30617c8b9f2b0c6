import type { Facts, LeakType } from '../../verdict/leak'
import { typeWordings } from '../../wording/types'

/** What a type is, and how it is closed, without the facts of one leak. */
export interface TypeText {
  readonly title: string
  readonly help: string
}

/** The facts of the usual case, for words that depend on them. */
const typical: Readonly<Record<string, Facts>> = {
  timer: { call: 'setInterval' },
  'unref-timer': { call: 'setInterval' },
  'tcp-server': { protocol: 'TCP' },
  'tls-server': { protocol: 'TLS' },
  'http-server': { protocol: 'HTTP' },
  'https-server': { protocol: 'HTTPS' },
  'http2-server': { protocol: 'HTTP/2' },
  'unix-server': { protocol: 'unix-socket' },
  'file-stream': { direction: 'read' },
  singleton: { name: 'Service' },
  'discovered-singleton': { name: 'Service', export: 'Service', module: 'src/service' },
}

/** Types whose words name the one that leaked. */
const general: Readonly<Record<string, string>> = {
  'file-stream': 'a file stream',
  singleton: 'a singleton',
  'discovered-singleton': 'a singleton that nobody has registered',
}

/** Whole texts of types whose words are all about the one that leaked. */
const whole: Readonly<Record<string, TypeText>> = {
  'core-module': {
    title: 'a function of a core module, replaced and never restored',
    help: 'use `jest.spyOn()` and `mockRestore()`, or put it back in `afterEach`',
  },
  'emitter-listener': {
    title: 'listeners on what outlives the tests, added and never removed',
    help: '`emitter.off(event, listener)` in `afterEach`',
  },
  env: {
    title: 'the environment, changed and never restored',
    help: 'keep `process.env` and assign it again in `afterEach`',
  },
  'exit-code': {
    title: '`process.exitCode`, set and never restored',
    help: 'set it to what it was in `afterEach`: Jest ends with it',
  },
  global: {
    title: 'a global, changed and never restored',
    help: '`delete` what was added, or set it to what it was, in `afterEach`',
  },
  'max-listeners': {
    title: '`EventEmitter.defaultMaxListeners`, set and never restored',
    help: 'set it to what it was in `afterEach`, or use `emitter.setMaxListeners()`',
  },
  'module-mock': {
    title: 'a mock of a module, registered and never removed',
    help: '`jest.dontMock()` with the same path in `afterEach`',
  },
  'process-listener': {
    title: 'a listener on `process`, added and never removed',
    help: '`process.off(event, listener)` in `afterEach`',
  },
  prototype: {
    title: 'a built-in prototype, changed and never restored',
    help: 'put back what it had in `afterEach`',
  },
  spy: {
    title: 'a spy, placed and never restored',
    help: '`spy.mockRestore()` or `jest.restoreAllMocks()` in `afterEach`, or `restoreMocks: true` in the configuration',
  },
  'stack-trace': {
    title: 'a setting of `Error`, changed and never restored',
    help: 'keep what it was and set it to that in `afterEach`',
  },
  umask: {
    title: '`process.umask()`, set and never restored',
    help: 'set it to what it was in `afterEach`',
  },
}

/** Types of an adapter, or of a later version, have no words of their own here. */
export function explainType(type: string): TypeText {
  if (!Object.hasOwn(typeWordings, type))
    return { title: `${type}, opened and never closed`, help: 'close it in the scope that opened it' }
  const text = whole[type]
  if (text !== undefined) return text
  const wording = typeWordings[type as LeakType]
  const facts = typical[type] ?? {}
  return {
    title: `${general[type] ?? wording.one(facts)}, ${wording.opened(facts)} and ${wording.neverClosed(facts)}`,
    help: wording.help('afterEach', facts),
  }
}

/** What one of them is called, as messages call it: `PostgreSQL pool`. */
export function nameOfType(type: string, given: Readonly<Record<string, unknown>>): string {
  if (!Object.hasOwn(typeWordings, type)) return type
  const one = typeWordings[type as LeakType].one({ ...typical[type], ...given } as Facts)
  return one.replace(/^(?:an?|the) /, '')
}
