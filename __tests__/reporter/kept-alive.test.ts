import { installKeptAliveNotice } from '../../src/reporter/kept-alive'
import { keptAliveNotice } from '../../src/reporter/kept-alive-notice'
import { whySymbol } from '../../src/why/processes/channel'

const notice = 'Jest did not exit one second after the test run has completed.\n\nThis usually means ...'
const original = console.warn
let printed: unknown[][]

beforeEach(() => {
  printed = []
  console.warn = (...args: unknown[]) => void printed.push(args)
})

afterEach(() => {
  console.warn = original
  Reflect.deleteProperty(globalThis, whySymbol)
})

test('says what is known and what to run', () => {
  expect(keptAliveNotice(['a timer of orders.ts:4'], ['Timeout'], 'npx jest-leakguard why -- --ci')).toBe(`\
Jest is done, but the process is still alive: something was opened and never closed.

  a timer of orders.ts:4

To see what it is and which line opened it, run:

  npx jest-leakguard why -- --ci
`)
})

test('without lines it says what Node counts as active', () => {
  expect(keptAliveNotice([], ['TCPServerWrap', 'Timeout'], 'npx jest-leakguard why')).toContain(
    '\n\n  a TCP or HTTP server\n  a timer\n\n',
  )
  expect(keptAliveNotice([], ['TTYWrap'], 'npx jest-leakguard why')).toContain('never closed.\n\nTo see ')
})

test("takes the place of Jest's notice once; a second call only renews the callback", () => {
  const underneath = console.warn
  installKeptAliveNotice(() => ['first'])
  installKeptAliveNotice(() => ['second'])
  console.warn('anything else', 1)
  console.warn(notice)

  expect(printed).toEqual([['anything else', 1], [expect.stringContaining('\n\n  second\n\n')]])
  expect(String(printed[1])).toContain('npx jest-leakguard why')
  expect(console.warn).toBe(underneath)
})

test('waits again when it is installed again', () => {
  for (const line of ['one', 'two']) {
    installKeptAliveNotice(() => [line])
    console.warn(notice)
  }
  expect(printed).toEqual([[expect.stringContaining('\n  one\n')], [expect.stringContaining('\n  two\n')]])
})

test('leaves the answer to `jest-leakguard why` in its own run', () => {
  Reflect.set(globalThis, whySymbol, true)
  const underneath = console.warn
  installKeptAliveNotice(() => [])
  expect(console.warn).toBe(underneath)
})
