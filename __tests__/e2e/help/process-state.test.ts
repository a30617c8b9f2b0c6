import { describeHelp, type HelpCase } from '../support/cases/followed-help'

const cases: readonly HelpCase[] = [
  {
    name: 'a variable of the environment that was set',
    of: 'env',
    keeps: 'nothing',
    opens: `process.env.ORDERS_REGION = 'eu'`,
    followed: {
      help: /^`delete process\.env\.ORDERS_REGION` in `afterEach`$/,
      setup: 'afterEach(() => { delete process.env.ORDERS_REGION })',
    },
  },
  {
    name: 'a variable of the environment that was changed',
    of: 'env',
    keeps: 'before = process.env.PATH',
    opens: `process.env.PATH = '/orders'`,
    followed: {
      help: /^keep what it was and set `process\.env\.PATH` to that in `afterEach`$/,
      setup: 'afterEach(() => { process.env.PATH = before })',
    },
  },
  {
    name: 'the environment',
    of: 'env',
    keeps: 'before = process.env',
    opens: `process.env = { ...process.env }`,
    followed: {
      help: /^keep `process\.env` and assign it again in `afterEach`$/,
      setup: 'afterEach(() => { process.env = before })',
    },
  },
  {
    name: 'the working directory',
    of: 'cwd',
    keeps: 'before = process.cwd()',
    opens: `process.chdir(__dirname + '/..')`,
    followed: {
      help: /^keep what `process\.cwd\(\)` returns and `process\.chdir\(\)` there in `afterEach`$/,
      setup: 'afterEach(() => process.chdir(before))',
    },
  },
  {
    name: 'a function of a core module',
    of: 'core-module',
    setup: `const os = require('node:os')`,
    keeps: 'before = os.hostname',
    opens: `os.hostname = () => 'orders'`,
    followed: {
      help: /^use `jest\.spyOn\(\)` and `mockRestore\(\)`, or put `os\.hostname` back in `afterEach`$/,
      setup: `
    const os = require('node:os')
    afterEach(() => { os.hostname = before })`,
    },
  },
  {
    name: 'a member of a built-in class',
    of: 'prototype',
    keeps: 'nothing',
    opens: `Array.prototype.second = function () { return this[1] }`,
    followed: {
      help: /^`delete Array\.prototype\.second` in `afterEach`$/,
      setup: 'afterEach(() => { delete Array.prototype.second })',
    },
  },
  {
    name: 'a listener of the process',
    of: 'process-listener',
    keeps: 'listener = () => {}',
    opens: `process.on('SIGTERM', listener)`,
  },
  {
    name: 'one listener for several events of the process, told as one',
    of: 'process-listener',
    keeps: 'listener = () => {}',
    opens: `
    process.on('SIGINT', listener)
    process.on('SIGTERM', listener)
    process.once('SIGHUP', listener)`,
    followed: {
      help: /^`process\.off\('SIGINT', listener\)` in `afterEach`, likewise for `SIGTERM`, `SIGHUP`$/,
      setup: `afterEach(() => { for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(event, listener) })`,
    },
  },
  { name: 'fake timers', of: 'fake-timers', keeps: 'nothing', opens: `jest.useFakeTimers()` },
  {
    name: 'a fake timer that a spy puts back',
    of: 'fake-timers',
    setup: 'afterEach(() => { jest.useRealTimers(); jest.restoreAllMocks() })',
    keeps: 'nothing',
    opens: `jest.useFakeTimers(); jest.spyOn(globalThis, 'setTimeout')`,
    followed: {
      help: /^restore spies on timers first, then call `jest\.useRealTimers\(\)`$/,
      setup: 'afterEach(() => { jest.restoreAllMocks(); jest.useRealTimers() })',
    },
  },
  {
    name: 'a spy',
    of: 'spy',
    keeps: 'spy',
    opens: `spy = jest.spyOn(console, 'error')`,
    followed: {
      help: /^`spy\.mockRestore\(\)` or `jest\.restoreAllMocks\(\)` in `afterEach`, or `restoreMocks: true` in the configuration$/,
      setup: 'afterEach(() => spy.mockRestore())',
    },
  },
  {
    name: 'a replaced property',
    of: 'spy',
    keeps: 'replaced',
    opens: `replaced = jest.replaceProperty(process, 'argv', [])`,
    followed: {
      help: /^`replaced\.restore\(\)` or `jest\.restoreAllMocks\(\)` in `afterEach`, or `restoreMocks: true` in the configuration$/,
      setup: 'afterEach(() => replaced.restore())',
    },
  },
  {
    name: 'a global that is added',
    of: 'global',
    keeps: 'nothing',
    opens: `globalThis.orders = []`,
    followed: {
      help: /^`delete globalThis\.orders` in `afterEach`$/,
      setup: 'afterEach(() => { delete globalThis.orders })',
    },
  },
  {
    name: 'a global that is replaced',
    of: 'global',
    keeps: 'before = globalThis.fetch',
    opens: `globalThis.fetch = () => {}`,
    followed: {
      help: /^keep what it was and set `globalThis\.fetch` to that in `afterEach`$/,
      setup: 'afterEach(() => { globalThis.fetch = before })',
    },
  },
  {
    name: 'a mock of a module',
    of: 'module-mock',
    keeps: 'nothing',
    opens: `jest.doMock('dns', () => ({}))`,
    followed: {
      help: /^`jest\.dontMock\('dns'\)` in `afterEach`, with the path that it was mocked by$/,
      setup: "afterEach(() => { jest.dontMock('dns') })",
    },
  },
  {
    name: 'a mask of permissions',
    of: 'umask',
    keeps: 'nothing',
    opens: `process.umask(0o077)`,
    followed: {
      help: /^`process\.umask\(0o022\)` in `afterEach`$/,
      setup: 'afterEach(() => { process.umask(0o022) })',
    },
  },
  {
    name: 'the title of the process',
    of: 'process-title',
    keeps: 'before = process.title',
    opens: `process.title = 'orders'`,
    followed: {
      help: /^set `process\.title` to what it was in `afterEach`$/,
      setup: 'afterEach(() => { process.title = before })',
    },
  },
  {
    name: 'an exit code',
    of: 'exit-code',
    keeps: 'nothing',
    opens: `process.exitCode = 3`,
    followed: {
      help: /^set `process\.exitCode` to `undefined` in `afterEach`: Jest ends with it$/,
      setup: 'afterEach(() => { process.exitCode = undefined })',
    },
  },
  {
    name: 'a limit of listeners',
    of: 'max-listeners',
    setup: `const { EventEmitter } = require('node:events')`,
    keeps: 'nothing',
    opens: `EventEmitter.defaultMaxListeners = 50`,
    followed: {
      help: /^set it to 10 in `afterEach`, or use `emitter\.setMaxListeners\(\)`$/,
      setup: `
    const { EventEmitter } = require('node:events')
    afterEach(() => { EventEmitter.defaultMaxListeners = 10 })`,
    },
  },
  {
    name: 'a limit of stack traces',
    of: 'stack-trace',
    keeps: 'before = Error.stackTraceLimit',
    opens: `Error.stackTraceLimit = 3`,
    followed: {
      help: /^keep what it was and set `Error\.stackTraceLimit` to that in `afterEach`$/,
      setup: 'afterEach(() => { Error.stackTraceLimit = before })',
    },
  },
]

describeHelp({ prelude: '', cases })
