import { runJest } from '../support/run/run-jest'

/** Replaces what asks servers as soon as it is loaded, as nock does. */
const nock = `
  const http = require('node:http')
  const places = [[http, 'get'], [globalThis, 'fetch']]
  let before
  exports.isActive = () => before !== undefined
  exports.activate = () => {
    before = places.map(([object, name]) => object[name])
    for (const [object, name] of places) object[name] = () => 'mocked'
  }
  exports.restore = () => {
    places.forEach(([object, name], at) => { object[name] = before[at] })
    before = undefined
  }
  exports.activate()`

const fileOf = (after: string): string => `
  const nock = require('nock')
  describe('orders', () => {
    beforeEach(() => {
      if (!nock.isActive()) nock.activate()
    })
    afterEach(() => {
      ${after}
    })
    test('one', () => expect(fetch()).toBe('mocked'))
    test('two', () => expect(fetch()).toBe('mocked'))
  })`

test.each(['30', '29'] as const)(
  'what a package replaced while the file was loaded may be put back by a test, Jest %s',
  async (jest) => {
    const { code, output } = await runJest({
      jest,
      config: { preset: 'jest-leakguard/strict' },
      files: { 'node_modules/nock/index.js': nock, 'a.test.js': fileOf('nock.restore()') },
    })
    expect(output).not.toContain(' left ')
    expect(code).toBe(0)
  },
)

test('what is replaced once more, and stays, is left', async () => {
  const { code, output } = await runJest({
    config: { preset: 'jest-leakguard/strict' },
    files: {
      'node_modules/nock/index.js': nock,
      'a.test.js': fileOf('nock.restore(); nock.activate()'),
    },
  })
  expect(output).toMatch(/left 2 changes of globals[^]*help: {4}`nock\.restore\(\)`[^]*a\.test\.js:5:/)
  expect(output).toContain('left 2 replaced functions of core modules')
  expect(code).toBe(1)
})
