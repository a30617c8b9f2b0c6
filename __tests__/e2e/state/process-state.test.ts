import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const strict = {
  preset: 'jest-leakguard/strict',
  testEnvironmentOptions: { leakguard: { restoreState: true } },
}

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

test('what a hook of the file puts back is put back, whatever test and hooks have made of it', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `
        const { warn } = console
        beforeEach(() => { console.warn = () => 'quiet'; process.env.KEY = 'hook' })
        afterEach(() => { console.warn = warn; delete process.env.KEY })
        test('replaces it once more', () => { console.warn = () => 'other'; process.env.KEY = 'test' })
        test('and again', () => { console.warn = () => 'third'; process.env.KEY = 'test' })`,
    },
    config: { preset: 'jest-leakguard/strict' },
  })
  expect(run.output).not.toContain(' left ')
  expect(run.code).toBe(0)
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

test('an exit code of 0 is put back, by whichever test, hook or file sets it', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `
        test('leaves it', () => { process.exitCode = 57 })
        test('nothing', () => {})
        test('finds it', () => { process.exitCode = 0 })`,
      'b.test.js': `
        test('again', () => { process.exitCode = 57 })
        test('nothing more', () => {})
        afterAll(() => { process.exitCode = 0 })`,
      'c.test.js': `test('within', () => { process.exitCode = 57; process.exitCode = 0 })`,
    },
    config: { preset: 'jest-leakguard/strict' },
    args: ['-i'],
  })
  for (const name of ['leaves it', 'again'])
    expect(run.messageOf(name)).toContain('left `process.exitCode` at 57')
  for (const name of ['finds it', 'within']) expect(run.test(name).status).toBe('passed')
  expect(run.output).not.toMatch(/exitCode` (?:at 0|at unset|to 57)/)
  expect(run.output).not.toContain('leaves nothing open')
})
