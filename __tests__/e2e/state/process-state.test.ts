import type { JestLine } from '../support/install/consumers'
import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'

interface StateCase {
  /** What the message says after "this test left". */
  readonly says: string
  readonly help: string
  /** The body that leaves it; the line with `// left` is blamed. */
  readonly leaking: string
  readonly clean: string
}

const cases: Readonly<Record<string, StateCase>> = {
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
  'fake timers': {
    says: '`jest.useFakeTimers()` on: it was switched on here and never switched off',
    help: '`jest.useRealTimers()` in `afterEach`',
    leaking: `jest.useFakeTimers() // left`,
    clean: `jest.useFakeTimers(); jest.useRealTimers()`,
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
  },
  'a global of the language': {
    says: 'the global `Date` replaced: it was replaced here and never restored',
    help: 'keep what it was and set `globalThis.Date` to that in `afterEach`',
    leaking: `globalThis.Date = class extends Date {} // left`,
    clean: `const before = Date; globalThis.Date = class extends Date {}; globalThis.Date = before`,
  },
  'a deleted global': {
    says: 'the global `structuredClone` deleted: it was deleted here and never restored',
    help: 'keep what it was and set `globalThis.structuredClone` to that in `afterEach`',
    leaking: `delete globalThis.structuredClone // left`,
    clean: `const before = structuredClone; delete globalThis.structuredClone; globalThis.structuredClone = before`,
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
}

const head = `const fs = require('fs'); const { EventEmitter } = require('events'); const https = require('https')`

/** Each in a file of its own: some of it is the whole process's. */
function filesOf(body: 'leaking' | 'clean'): Record<string, string> {
  const files = Object.entries(cases).map(([name, each], index) => {
    const source = `${head}
test(${JSON.stringify(name)}, () => {
  ${each[body]}
})
`
    return [`${String(index)}.test.js`, source]
  })
  return { ...(Object.fromEntries(files) as Record<string, string>), 'below/config.js': '' }
}

const strict = {
  preset: 'jest-leakguard/strict',
  testEnvironmentOptions: { leakguard: { restoreState: true } },
}

const lines: readonly (readonly [JestLine, (typeof nodeLines)[number]])[] = [
  ['30', '20'],
  ['29', '20'],
  ...nodeLines.filter((line) => line !== '20').map((line) => ['30', line] as const),
]

describe.each(lines)('Jest %s, Node %s', (jest, node) => {
  let leaking: JestRun
  let clean: JestRun
  beforeAll(async () => {
    leaking = await runJest({ files: filesOf('leaking'), config: strict, jest, node, args: ['-i'] })
    clean = await runJest({ files: filesOf('clean'), config: strict, jest, node, args: ['-i'] })
  })

  test.each(Object.entries(cases))('%s that stays fails its test, with the line', (name, { help, says }) => {
    const message = leaking.messageOf(name)
    expect(message).toContain(`LeakError: this test left ${says}`)
    expect(message).toContain(`help:    ${help}`)
    expect(message).toMatch(/> 3 \|.*\/\/ left/)
    expect(message).not.toContain('planted-value\n')
  })

  test('what is restored is nobody’s fault', () => {
    expect(clean.output).not.toContain('LeakError')
    expect(clean.output).not.toContain('left ')
    expect(clean.code).toBe(0)
  })
})

describe('whose it is', () => {
  let run: JestRun
  const source = `
    const { useParis } = require('./helper')
    process.env.TOP_LEVEL = 'x'
    beforeAll(() => { process.env.ROOT_ALL = 'x' })
    beforeEach(() => { process.env.ROOT_EACH = 'x'; jest.spyOn(console, 'info').mockImplementation(() => {}) })
    afterEach(() => {})
    test('by a helper', () => useParis())
    test('late', async () => { await null; process.env.AFTER_AWAIT = 'x' })
    test('a spy on an object of its own', () => { jest.spyOn({ method() {} }, 'method') })
    describe('pairs', () => {
      beforeAll(() => { process.env.PAIR = 'x' })
      afterAll(() => { delete process.env.PAIR })
      beforeEach(() => { process.env.EACH_PAIR = 'x' })
      afterEach(() => { delete process.env.EACH_PAIR })
      test('of hooks', () => {})
    })
    describe('with a hook after it', () => {
      afterEach(() => { delete process.env.GONE })
      test('a test', () => { process.env.BEFORE_HOOK = 'x'; process.env.GONE = 'x' })
    })
    describe('forgets', () => {
      beforeAll(() => { process.env.FORGOTTEN = 'x' })
      test('in a hook', () => {})
    })
    describe('forgets each', () => {
      beforeEach(() => { process.env.FORGOTTEN_EACH = 'x' })
      test('one', () => {})
      test('two', () => {})
    })`
  // They run from the beginning of the file, beside all others.
  const concurrent = `
    test.concurrent('side by side', async () => { process.env.CONCURRENT = 'x' })`

  beforeAll(async () => {
    const files = {
      'a.test.js': source,
      'concurrent.test.js': concurrent,
      'helper.js': `exports.useParis = () => { process.env.TZ = 'Europe/Paris' }`,
    }
    run = await runJest({ files, config: { preset: 'jest-leakguard/strict' } })
  })

  test('a test that calls a helper, at the line of the helper', () => {
    expect(run.messageOf('by a helper')).toContain('this test left `process.env.TZ`')
    expect(run.messageOf('by a helper')).toContain('at helper.js:1:')
  })

  test('a test after an await', () => {
    expect(run.messageOf('late')).toContain('`process.env.AFTER_AWAIT` set')
  })

  test('a test whose block has a hook after each, and not that block', () => {
    expect(run.messageOf('with a hook after it › a test')).toContain('`process.env.BEFORE_HOOK` set')
    expect(run.output).not.toContain('env.GONE`')
  })

  test('a block for its hooks, once', () => {
    const left = run.stderr.match(/forgets\S*(?: each)?: this describe block left `process\.env\.\w+`/g)
    expect([...new Set(left)].toSorted()).toEqual([
      'forgets each: this describe block left `process.env.FORGOTTEN_EACH`',
      'forgets: this describe block left `process.env.FORGOTTEN`',
    ])
  })

  test('nobody for the top level, hooks of the file, pairs of hooks, own objects and concurrent tests', () => {
    for (const name of ['TOP_LEVEL', 'ROOT_ALL', 'ROOT_EACH', 'PAIR', 'EACH_PAIR', 'CONCURRENT'])
      expect(run.output).not.toContain(`env.${name}\``)
    expect(run.output).not.toContain('console.info')
    expect(run.test('a spy on an object of its own').status).toBe('passed')
  })
})

test('by default it warns, and changes no result', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `test('sets', () => { process.env.LEFT = 'planted-value' })\ntest('sees', () => { expect(process.env.LEFT).toBe('planted-value') })`,
    },
  })
  expect(run.code).toBe(0)
  expect(run.output).toContain('env')
  expect(run.output).toContain('a.test.js:1')
  expect(run.output).not.toContain('planted-value')
})

test('what Jest restores itself is left to it', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `test('spies', () => { jest.spyOn(console, 'error').mockImplementation(() => {}) })\ntest('fakes', () => { setTimeout(() => {}, 1e6) })`,
    },
    config: { preset: 'jest-leakguard/strict', restoreMocks: true, fakeTimers: { enableGlobally: true } },
  })
  expect(run.output).not.toContain('left ')
  expect(run.code).toBe(0)
})

test('what a package patches on purpose is left alone', async () => {
  const run = await runJest({
    files: {
      'node_modules/patches/index.js': `
        exports.patch = () => { const { readFileSync } = require('fs'); require('fs').readFileSync = (...args) => readFileSync(...args); process.env.BY_PACKAGE = 'x' }`,
      'node_modules/patches/package.json': '{"name":"patches","version":"1.0.0"}',
      'a.test.js': `test('patches', () => { require('patches').patch() })`,
    },
    config: { preset: 'jest-leakguard/strict' },
  })
  expect(run.output).not.toContain('left ')
  expect(run.code).toBe(0)
})

test('`restoreState` puts everything back for the next test', async () => {
  const source = `
    const before = { cwd: process.cwd(), keys: Object.keys(process.env).length }
    test('changes', () => { process.env.LEFT = 'x'; process.chdir('below'); jest.spyOn(console, 'error') })
    test('finds it as it was', () => {
      expect(process.cwd()).toBe(before.cwd)
      expect(Object.keys(process.env)).toHaveLength(before.keys)
      expect(jest.isMockFunction(console.error)).toBe(false)
    })`
  const run = await runJest({ files: { 'a.test.js': source, 'below/empty': '' }, config: strict })
  expect(run.test('changes').status).toBe('failed')
  expect(run.messageOf('changes')).toContain('closed:  restored')
  expect(run.test('finds it as it was').status).toBe('passed')
})

test('a method of the same name on an object of its own replaces nothing', async () => {
  const run = await runJest({
    files: {
      'server.test.js': `
        const fs = require('node:fs')
        const server = {}
        test('has a close() and an open()', () => {
          server.close = () => fs.closeSync(server.fd)
          server.open = () => (server.fd = fs.openSync(__filename))
          server.open()
          server.close()
        })`,
    },
    config: { preset: 'jest-leakguard/strict' },
    args: ['-i'],
  })
  expect(run.code).toBe(0)
  expect(run.output).not.toContain('replaced')
})
