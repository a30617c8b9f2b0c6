import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const head = `const { EventEmitter } = require('node:events')`
const modules = {
  'bus.js': `${head}
class Bus extends EventEmitter {}
exports.bus = new Bus()
exports.service = { events: new Bus() }`,
  'node_modules/adds/index.js': `module.exports = (bus) => { for (let i = 0; i < 12; i++) bus.on('order', () => i) }`,
}

/** So many tests, each with a listener of its own. */
const each = (count: number, body: string): string =>
  `test.each(Array.from({ length: ${String(count)} }, (_, index) => index))('no. %s', (index) => {\n${body}\n})`

const leaking = {
  'exported.test.js': `const { bus } = require('./bus')
${each(11, `bus.on('order', () => index) // left`)}`,
  'in-one-test.test.js': `const { service } = require('./bus')
test('passes', () => {})
test('adds them all', () => {
  for (let i = 0; i < 12; i++) service.events.on('order', () => i) // left
})`,
  'of-the-file.test.js': `${head}
const own = new EventEmitter()
beforeEach(() => {
  own.on('order', () => {}) // left
})
${each(13, '')}`,
  'of-a-block.test.js': `${head}
describe('a block', () => {
  const own = new EventEmitter()
  ${each(14, `own.once('order', () => index) // left`)}
})`,
}

const clean = {
  'removed.test.js': `const { bus } = require('./bus')
let listener
beforeEach(() => { bus.on('order', (listener = () => {})) })
afterEach(() => { bus.off('order', listener) })
${each(20, '')}`,
  'removed-after-many.test.js': `const { bus } = require('./bus')
afterEach(() => { bus.removeAllListeners() })
${each(3, `for (let i = 0; i < 12; i++) bus.on('order', () => i)`)}`,
  'removed-at-the-end.test.js': `const { bus } = require('./bus')
afterAll(() => { bus.removeAllListeners('order') })
${each(12, `bus.on('order', () => index)`)}`,
  'meant.test.js': `const { bus } = require('./bus')
beforeAll(() => { bus.setMaxListeners(100) })
${each(20, `bus.on('order', () => index)`)}`,
  'meant-later.test.js': `const { bus } = require('./bus')
${each(20, `bus.on('order', () => index)`)}
test('so many', () => { bus.setMaxListeners(0) })`,
  'local.test.js': `${head}
${each(3, `const own = new EventEmitter(); for (let i = 0; i < 12; i++) own.on('order', () => i)`)}`,
  'different.test.js': `const { bus } = require('./bus')
test('of many lines', () => {
${Array.from({ length: 12 }, (_, index) => `  bus.on('order', () => ${String(index)})`).join('\n')}
})`,
  'of-a-package.test.js': `const { bus } = require('./bus')
test('a package adds its own', () => { require('adds')(bus) })
test('passes', () => { bus.on('order', () => {}) })`,
  'set-up.test.js': `const { bus, service } = require('./bus')
for (let i = 0; i < 12; i++) bus.on('order', () => i)
beforeAll(() => { for (let i = 0; i < 12; i++) service.events.on('order', () => i) })
${each(2, '')}`,
  'few.test.js': `const { bus } = require('./bus')
${each(10, `bus.on('order', () => index)`)}`,
}

const says: Readonly<Record<keyof typeof leaking, string>> = {
  'exported.test.js': '11 listeners for `order` on `Bus`',
  'in-one-test.test.js': '12 listeners for `order` on `Bus`',
  'of-the-file.test.js': '13 listeners for `order` on `EventEmitter`',
  'of-a-block.test.js': '14 listeners for `order` on `EventEmitter`',
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    const files = { ...modules, ...leaking, ...clean }
    run = await runJest({ files, jest, config: { preset: 'jest-leakguard/strict' }, args: ['-i'] })
  })

  test.each(Object.entries(says))(
    '%s: the listeners that pile up are the file’s, with the line',
    (file, text) => {
      const message = run.fileMessage(file)
      expect(message).toContain(`this file left ${text}: they were added here and never removed`)
      expect(message).toMatch(/> \d+ \|.*\/\/ left/)
      expect(message.match(/LeakError/g)).toHaveLength(1)
    },
  )

  test.each(Object.keys(clean))('%s: nothing', (file) => {
    expect(run.fileMessage(file)).toBe('')
  })
})
