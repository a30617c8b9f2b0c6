export interface StateCase {
  /** What the message says after "this test left". */
  readonly says: string
  readonly help: string
  /** The body that leaves it; the line with `// left` is blamed. */
  readonly leaking: string
  readonly clean: string
  /** Documents have no such global. */
  readonly notInDocuments?: true
}

export const stateCases: Readonly<Record<string, StateCase>> = {
  'an environment variable': {
    says: '`process.env.LEFT` set: it was set here and never restored',
    help: '`delete process.env.LEFT` in `afterEach`',
    leaking: `process.env.LEFT = 'planted-value' // left`,
    clean: `process.env.LEFT = 'planted-value'; delete process.env.LEFT`,
  },
  'a changed environment variable': {
    says: '`process.env.PATH` changed: it was changed here and never restored',
    help: 'keep what it was and set `process.env.PATH` to that in `afterEach`',
    leaking: `process.env['PATH'] = 'planted-value' // left`,
    clean: `const before = process.env.PATH; process.env.PATH = 'planted-value'; process.env.PATH = before`,
  },
  'a deleted environment variable': {
    says: '`process.env.PATH` deleted: it was deleted here and never restored',
    help: 'keep what it was and set `process.env.PATH` to that in `afterEach`',
    leaking: `delete process.env.PATH // left`,
    clean: `const { PATH } = process.env; delete process.env.PATH; process.env.PATH = PATH`,
  },
  'another environment': {
    says: '`process.env` replaced: it was replaced here and never restored',
    help: 'keep `process.env` and assign it again in `afterEach`',
    leaking: `process.env = { ...process.env, LEFT: 'planted-value' } // left`,
    clean: `const before = process.env; process.env = { ...before, LEFT: 'planted-value' }; process.env = before`,
  },
  'the working directory': {
    says: 'the working directory changed: it was changed here and never changed back',
    help: 'keep what `process.cwd()` returns and `process.chdir()` there in `afterEach`',
    leaking: `process.chdir('below') // left`,
    clean: `const before = process.cwd(); process.chdir('below'); process.chdir(before)`,
  },
  'a function of a core module': {
    says: '`fs.readFileSync` replaced, for every test file of this process: it was replaced here and never restored',
    help: 'use `jest.spyOn()` and `mockRestore()`, or put `fs.readFileSync` back in `afterEach`',
    leaking: `const read = fs.readFileSync; fs.readFileSync = (...args) => read(...args) // left`,
    clean: `const read = fs.readFileSync; fs.readFileSync = () => ''; fs.readFileSync = read`,
  },
  'a member of a built-in prototype': {
    says: '`Array.prototype.last` added: it was added here and never restored',
    help: '`delete Array.prototype.last` in `afterEach`',
    leaking: `Array.prototype.last = function () { return this.at(-1) } // left`,
    clean: `Array.prototype.last = () => 1; delete Array.prototype.last`,
  },
  'a replaced built-in function': {
    says: '`Date.now` replaced: it was replaced here and never restored',
    help: 'put `Date.now` back in `afterEach`',
    leaking: `Date.now = () => 5 // left`,
    clean: `const { now } = Date; Date.now = () => 5; Date.now = now`,
  },
  'a listener of the process': {
    says: '1 listener for `SIGUSR2` on `process`: it was added here and never removed',
    help: "`process.off('SIGUSR2', listener)` in `afterEach`",
    leaking: `process.on('SIGUSR2', () => {}) // left`,
    clean: `const listener = () => {}; process.on('SIGUSR2', listener); process.off('SIGUSR2', listener)`,
  },
  'a spy': {
    says: 'a spy on `console.error`: it was placed here and never restored',
    help: '`spy.mockRestore()` or `jest.restoreAllMocks()` in `afterEach`, or `restoreMocks: true` in the configuration',
    leaking: `jest.spyOn(console, 'error').mockImplementation(() => {}) // left`,
    clean: `jest.spyOn(console, 'error').mockImplementation(() => {}).mockRestore()`,
  },
  'a replaced property': {
    says: '`Math.PI2` replaced: it was replaced here and never restored',
    help: '`replaced.restore()` or `jest.restoreAllMocks()` in `afterEach`, or `restoreMocks: true` in the configuration',
    leaking: `Math.PI2 = 6; jest.replaceProperty(Math, 'PI2', 7) // left`,
    clean: `Math.PI2 = 6; jest.replaceProperty(Math, 'PI2', 7).restore()`,
  },
  'a global that is added': {
    says: 'the global `left` added: it was added here and never restored',
    help: '`delete globalThis.left` in `afterEach`',
    leaking: `globalThis.left = 'planted-value' // left`,
    clean: `globalThis.left = 'planted-value'; delete globalThis.left`,
  },
  'a global that is replaced': {
    says: 'the global `fetch` replaced: it was replaced here and never restored',
    help: 'keep what it was and set `globalThis.fetch` to that in `afterEach`',
    leaking: `global.fetch = jest.fn() // left`,
    clean: `const { fetch } = global; global.fetch = jest.fn(); global.fetch = fetch`,
    notInDocuments: true,
  },
  'a global of the language': {
    says: 'the global `Date` replaced: it was replaced here and never restored',
    help: 'keep what it was and set `globalThis.Date` to that in `afterEach`',
    leaking: `globalThis.Date = class extends Date {} // left`,
    clean: `const before = Date; globalThis.Date = class extends Date {}; globalThis.Date = before`,
  },
  'a deleted global': {
    says: 'the global `FormData` deleted: it was deleted here and never restored',
    help: 'keep what it was and set `globalThis.FormData` to that in `afterEach`',
    leaking: `delete globalThis.FormData // left`,
    clean: `const before = FormData; delete globalThis.FormData; globalThis.FormData = before`,
  },
  'the time zone': {
    says: '`Date.prototype.getTimezoneOffset` replaced: it was replaced here and never restored',
    help: 'put `Date.prototype.getTimezoneOffset` back in `afterEach`',
    leaking: `Date.prototype.getTimezoneOffset = () => 60 // left`,
    clean: `const { getTimezoneOffset } = Date.prototype; Date.prototype.getTimezoneOffset = () => 60; Date.prototype.getTimezoneOffset = getTimezoneOffset`,
  },
  'a mock of a core module': {
    says: 'a mock of the module `dns`: it was registered here and never removed',
    help: "`jest.dontMock('dns')` in `afterEach`, with the path that it was mocked by",
    leaking: `jest.doMock('node:dns', () => ({})) // left`,
    clean: `jest.doMock('node:dns', () => ({})); jest.dontMock('node:dns')`,
  },
  'a mock of a module': {
    says: 'a mock of the module `below/config.js`: it was registered here and never removed',
    help: "`jest.dontMock('below/config.js')` in `afterEach`, with the path that it was mocked by",
    leaking: `jest.setMock('./below/config', {}) // left`,
    clean: `jest.setMock('./below/config', {}); jest.dontMock('./below/config')`,
  },
  'a listener of a shared stream': {
    says: '1 listener for `resize` on `process.stdout`: it was added here and never removed',
    help: "`emitter.off('resize', listener)` in `afterEach`",
    leaking: `process.stdout.on('resize', () => {}) // left`,
    clean: `const listener = () => {}; process.stdout.on('resize', listener); process.stdout.off('resize', listener)`,
  },
  'a listener of a shared agent': {
    says: '1 listener for `keylog` on `https.globalAgent`: it was added here and never removed',
    help: "`emitter.off('keylog', listener)` in `afterEach`",
    leaking: `https.globalAgent.on('keylog', () => {}) // left`,
    clean: `const listener = () => {}; https.globalAgent.on('keylog', listener).off('keylog', listener)`,
  },
  'a mask of permissions': {
    says: '`process.umask()` at 0o077: it was set here and never restored',
    help: '`process.umask(0o022)` in `afterEach`',
    leaking: `process.umask(0o077) // left`,
    clean: `const before = process.umask(0o077); process.umask(before)`,
  },
  'a title': {
    says: '`process.title` changed: it was changed here and never restored',
    help: 'set `process.title` to what it was in `afterEach`',
    leaking: `process.title = 'left' // left`,
    clean: `const { title } = process; process.title = 'left'; process.title = title`,
  },
  'an exit code': {
    says: '`process.exitCode` at 3: it was set here and never restored',
    help: 'set `process.exitCode` to `undefined` in `afterEach`: Jest ends with it',
    leaking: `process.exitCode = 3 // left`,
    clean: `process.exitCode = 3; process.exitCode = undefined`,
  },
  'a limit of listeners': {
    says: '`EventEmitter.defaultMaxListeners` at 50: it was set here and never restored',
    help: 'set it to 10 in `afterEach`, or use `emitter.setMaxListeners()`',
    leaking: `EventEmitter.defaultMaxListeners = 50 // left`,
    clean: `EventEmitter.defaultMaxListeners = 50; EventEmitter.defaultMaxListeners = 10`,
  },
  'the limit of stack traces': {
    says: '`Error.stackTraceLimit` changed: it was changed here and never restored',
    help: 'keep what it was and set `Error.stackTraceLimit` to that in `afterEach`',
    leaking: `Error.stackTraceLimit = 7 // left`,
    clean: `const before = Error.stackTraceLimit; Error.stackTraceLimit = 7; Error.stackTraceLimit = before`,
  },
  // The last: they stay on.
  'fake timers': {
    says: '`jest.useFakeTimers()` on: it was switched on here and never switched off',
    help: '`jest.useRealTimers()` in `afterEach`',
    leaking: `jest.useFakeTimers() // left`,
    clean: `jest.useFakeTimers(); jest.useRealTimers()`,
  },
}
