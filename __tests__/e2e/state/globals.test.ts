import type { JestLine } from '../support/install/consumers'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const preset = 'jest-leakguard/strict'

const quiet = {
  'setup.js': `globalThis.bySetup = 1; globalThis.fetch = () => {}`,
  'after-env.js': `
    globalThis.byAfterEnv = 1
    beforeEach(() => { globalThis.forEach = {}; jest.doMock('./mocked', () => 1) })`,
  'mocked.js': 'module.exports = 0',
  'other.js': 'module.exports = 0',
  'node_modules/polyfill/index.js': `exports.install = () => { globalThis.polyfilled = 1; globalThis.Response = class {} }`,
  'node_modules/polyfill/package.json': '{"name":"polyfill","version":"1.0.0"}',
  'a.test.js': `
    jest.mock('./other', () => 2)
    const { install } = require('polyfill')
    const own = { fetch() {} }
    globalThis.atTop = 1
    let crypto, WebSocket
    beforeAll(() => { globalThis.forAll = 1 })
    test('packages add and replace globals', () => install())
    test('what tools are told', () => { globalThis.IS_REACT_ACT_ENVIRONMENT = true; globalThis.__DEV__ = true })
    test('an object of its own', () => { own.fetch = () => {} })
    test('fake timers', () => {
      jest.useFakeTimers()
      expect(new Date()).toBeInstanceOf(Date)
      jest.useRealTimers()
    })
    test('a spy', () => { const spy = jest.spyOn(globalThis, 'structuredClone'); spy.mockRestore() })
    test('a lazy global is asked for', () => { expect(globalThis.crypto.randomUUID()).toHaveLength(36); void performance.now() })
    test('a changed value of the file', () => { globalThis.atTop += 1 })
    describe('a pair of hooks', () => {
      beforeEach(() => { crypto = globalThis.crypto; WebSocket = globalThis.WebSocket; globalThis.crypto = {}; globalThis.WebSocket = class {} })
      afterEach(() => { globalThis.crypto = crypto; globalThis.WebSocket = WebSocket })
      test('one', () => {})
      test('two', () => {})
    })
    describe('mocks', () => {
      beforeEach(() => { jest.resetModules(); jest.doMock('./mocked.js', () => 3) })
      afterEach(() => jest.dontMock('./mocked.js'))
      test('of a pair of hooks', () => { expect(require('./mocked')).toBe(3) })
    })
    test('a package is loaded by a test', () => { jest.isolateModules(() => require('./other')) })`,
}

describe.each<JestLine>(['30', '29'])('Jest %s', (jest) => {
  test('nobody is told of what setup files, packages, tools and pairs of hooks do', async () => {
    const config = { preset, setupFiles: ['./setup.js'], setupFilesAfterEnv: ['./after-env.js'] }
    const run = await runJest({ files: quiet, config, jest })
    expect(run.output).not.toContain(' left ')
    expect(run.code).toBe(0)
  })

  describe('listeners that pile up', () => {
    const piling = (count: number, off: string): string => `
      const { EventEmitter } = require('node:events')
      const net = require('node:net')
      const free = new EventEmitter()
      describe('a server', () => {
        let server
        beforeAll((done) => { server = net.createServer().listen(0, done) })
        afterAll((done) => { server.close(done) })
        test.each(Array.from({ length: ${String(count)} }, (_, index) => index))('no. %s', (index) => {
          const listener = () => index
          server.on('error', listener)
          ${off}
        })
      })`
    let run: JestRun

    beforeAll(async () => {
      const files = {
        'piling.test.js': piling(11, ''),
        'few.test.js': piling(10, ''),
        'clean.test.js': piling(20, `server.off('error', listener)`),
        'allowed.test.js': piling(20, 'server.setMaxListeners(100)'),
      }
      run = await runJest({ files, config: { preset }, jest })
    })

    test('are the block’s whose emitter it is, with the line', () => {
      expect(run.output).toContain(
        'a server: this describe block left 11 listeners for `error` on `Server`: they were added here and never removed',
      )
      expect(run.output).toMatch(/> 11 \|\s+server\.on\('error', listener\)/)
      expect(run.output).toContain("help:    `emitter.off('error', listener)` in `afterAll`")
    })

    test('not where they are removed, few, or meant to be so many', () => {
      expect(run.output.match(/this describe block left/g)).toHaveLength(1)
    })
  })

  test('jsdom: what tests put on the window is told, and what the document puts there is not', async () => {
    const source = `
      test('a window property', () => {
        Object.defineProperty(window, 'matchMedia', { writable: true, configurable: true, value: () => ({}) })
      })
      test('its size', () => { window.innerWidth = 320 })
      test('elements with a name', () => { document.body.innerHTML = '<form id="named"></form><iframe></iframe>' })
      test('a spy', () => { jest.spyOn(Storage.prototype, 'getItem').mockRestore() })`
    const config = { preset, testEnvironment: 'jest-leakguard/strict-jsdom' }
    const run = await runJest({ files: { 'a.test.js': source }, config, jest })
    expect(run.messageOf('a window property')).toContain('the global `matchMedia` added')
    expect(run.messageOf('its size')).toContain('the global `innerWidth` replaced')
    expect(run.test('elements with a name').status).toBe('passed')
    expect(run.test('a spy').status).toBe('passed')
  })
})
