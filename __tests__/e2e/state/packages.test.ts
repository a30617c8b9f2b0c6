import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

/** Packages that patch on purpose, as these do it. */
const packages = {
  'node_modules/mockdate/index.js': `
    const RealDate = Date
    exports.set = (now) => { globalThis.Date = class extends RealDate { constructor() { super(now) } } }
    exports.reset = () => { globalThis.Date = RealDate }`,
  'node_modules/sinon/index.js': `
    const placed = []
    exports.stub = (object, name) => { placed.push([object, name, object[name]]); object[name] = () => {} }
    exports.restore = () => { for (const [object, name, before] of placed.splice(0)) object[name] = before }
    exports.useFakeTimers = () => {
      const { setTimeout } = globalThis
      globalThis.setTimeout = Object.assign(() => 1, { clock: {} })
      return { restore() { globalThis.setTimeout = setTimeout } }
    }`,
  'node_modules/msw/index.js': `
    const { fetch } = globalThis
    exports.setupServer = () => ({
      listen() { globalThis.fetch = async () => ({}) },
      close() { globalThis.fetch = fetch },
    })`,
}

const cases = [
  {
    name: 'a date',
    says: 'the global `Date` replaced',
    restore: 'MockDate.reset()',
    leaves: `const MockDate = require('mockdate'); MockDate.set(0)`,
  },
  {
    name: 'a stub',
    says: 'the global `process.kill` replaced',
    restore: 'sinon.restore()',
    leaves: `const sinon = require('sinon'); sinon.stub(process, 'kill')`,
  },
  {
    name: 'a clock',
    says: 'fake timers on',
    restore: 'clock.restore()',
    leaves: `const sinon = require('sinon'); const clock = sinon.useFakeTimers()`,
  },
  {
    name: 'a server of mocks',
    says: 'the global `fetch` replaced',
    restore: 'server.close()',
    leaves: `const { setupServer } = require('msw'); const server = setupServer(); server.listen()`,
  },
]

async function run(isClean: boolean): Promise<JestRun> {
  const files = cases.map(({ leaves, name, restore }, index) => [
    `${String(index)}.test.js`,
    `test('${name}', () => {\n  ${leaves}\n  ${isClean ? restore : ''}\n})`,
  ])
  return runJest({
    files: { ...packages, ...(Object.fromEntries(files) as Record<string, string>) },
    config: { preset: 'jest-leakguard/strict' },
  })
}

describe('what a test has a package change', () => {
  let left: JestRun
  beforeAll(async () => {
    left = await run(false)
  })

  test.each(cases)('$name is named with the package’s own call', ({ name, restore, says }) => {
    expect(left.messageOf(name)).toContain(`this test left ${says}`)
    expect(left.messageOf(name)).toContain(`help:    \`${restore}\` in \`afterEach\``)
    expect(left.messageOf(name)).toMatch(/> 2 \|/)
  })

  test('is left alone where that call came', async () => {
    const clean = await run(true)
    expect(clean.output).not.toContain(' left ')
    expect(clean.code).toBe(0)
  })

  test('at the top level is how the file wants it', async () => {
    const { code, output } = await runJest({
      files: {
        ...packages,
        'a.test.js': `require('mockdate').set(0); const MockDate = require('mockdate'); MockDate.set(5)
          const { setupServer } = require('msw'); const server = setupServer()
          beforeAll(() => server.listen())
          test('a date', () => {})`,
      },
      config: { preset: 'jest-leakguard/strict' },
    })
    expect(output).not.toContain(' left ')
    expect(code).toBe(0)
  })
})
