import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'
import { esModules, services } from '../support/cases/singleton-fixture'

const files = {
  'services.js': services,
  'src/snake.js': `
    class Snake {
      static _instance = null
      static get_instance() { return (this._instance ??= new Snake()) }
      static reset_instance() { this._instance = null }
    }
    exports.Snake = Snake`,
  'src/hidden.js': `
    class Hidden {
      static #instance
      static getInstance() { return (Hidden.#instance ??= new Hidden()) }
      static async resetInstance() { Hidden.#instance = undefined }
    }
    module.exports = Hidden`,
  'src/never-loaded.js': `require('fs').writeFileSync(__dirname + '/loaded', '')
    exports.Lazy = class { static resetInstance() {} }`,
  'node_modules/their-singleton/index.js': `
    exports.Theirs = class { static instance = {}; static resetInstance() {} }`,
}

const lineFor = (name: string, place: string, files: string) =>
  `${name} is never reset in ${files}: \`registerSingleton(${name})\` in a setup file, or \`singletons: { modules: ['${place}'] }\``

test.each(['30', '29'] as const)('what nobody has registered is named, Jest %s', async (jest) => {
  const run = await runJest({
    files: {
      ...files,
      'leaving.test.js': `
        const { Snake } = require('./src/snake')
        const Hidden = require('./src/hidden')
        require('their-singleton')
        test('makes them', () => { Snake.get_instance(); Hidden.getInstance() })
        test('and another', () => { Snake.get_instance(); Hidden.getInstance() })`,
      'clean.test.js': `
        const { Snake } = require('./src/snake')
        const Hidden = require('./src/hidden')
        test('looks only', () => { expect(Snake._instance).toBeNull() })
        test('resets', async () => { Snake.get_instance(); Hidden.getInstance(); Snake.reset_instance(); await Hidden.resetInstance() })
        afterAll(() => { Snake.reset_instance() })
        test('resets later', () => { Snake.get_instance() })`,
      'isolated.test.js': `
        const { Snake } = require('./src/snake')
        test('in an isolated copy', () => { jest.isolateModules(() => { require('./src/snake').Snake.get_instance() }) })`,
    },
    jest,
  })
  expect(run.code).toBe(0)
  const lines = run.output.split('\n').filter((line) => line.includes('is never reset'))
  expect(lines.map((line) => line.trim()).sort()).toEqual([
    lineFor('Hidden', './src/hidden', 'leaving.test.js'),
    lineFor('Snake', './src/snake#Snake', 'isolated.test.js and 1 more file'),
  ])
  expect(run.output).not.toContain('Theirs')
})

test('in ES modules, and after they were reset', async () => {
  const run = await runJest({
    files: {
      'src/esm.mjs': `
        export class Esm {
          static instance
          static getInstance() { return (this.instance ??= new Esm()) }
          static resetInstance() { this.instance = undefined }
        }
        export default Esm`,
      'a.test.mjs': `
        import { Esm } from './src/esm.mjs'
        test('makes one', () => { Esm.getInstance() })`,
      'b.test.mjs': `
        import { jest } from '@jest/globals'
        import { registerSingleton } from 'jest-leakguard'
        import { Esm } from './src/esm.mjs'
        registerSingleton(Esm)
        test('makes one', () => { Esm.getInstance() })
        test('was reset', () => { expect(Esm.instance).toBeUndefined() })`,
    },
    config: { preset: 'jest-leakguard', testMatch: ['**/*.test.mjs'], moduleFileExtensions: ['mjs', 'js'] },
    ...esModules,
  })
  expect(run.json.testResults.map(({ message }) => message).join('')).toBe('')
  expect(run.output).toContain(`${lineFor('Esm', './src/esm#Esm', 'a.test.mjs')}\n`)
})

test('strict fails whoever made one, discovered: reset takes care of it, off says nothing', async () => {
  const source = `
    const { Service, order } = require('./services')
    test('makes one', () => {
      Service.getInstance()
    })
    test('is another', () => {})
    afterAll(() => { globalThis.console.log('order ' + order.join()) })`
  const withOption = (discovered: string, isolation = 'test') =>
    runJest({
      files: { ...files, 'a.test.js': source },
      config: {
        preset: 'jest-leakguard',
        testEnvironmentOptions: { leakguard: { isolation, singletons: { discovered } } },
      },
    })
  const strict = await withOption('fail')
  expect(reportedLeaks(strict.output)).toEqual([
    expect.objectContaining({
      owner: 'makes one',
      headline: 'this test leaked the singleton Service: it was created here and never reset',
      help: "`registerSingleton(Service)` in a setup file, or `singletons: { modules: ['./services#Service'] }`",
      opened: 'a.test.js:4',
    }),
  ])
  const reset = await withOption('reset')
  expect(reset.output).toContain('order Service')
  expect(reset.output).toContain('2 passed')
  const off = await withOption('off', 'file')
  expect(off.output).not.toContain('is never reset')
  expect(off.output).toContain('a timer: it was started here')
})
