import { onDidNotExit } from '../../src/why/did-not-exit'

const bold = '\u001B[33m\u001B[1m'
const notices = [
  'Jest did not exit one second after the test run has completed.\n\nThis usually means ...',
  `${bold}Jest did not exit 2.5 seconds after the test run has completed.\n\n'`,
]
const original = console.warn
let passed: unknown[][]

beforeEach(() => {
  passed = []
  console.warn = (...args: unknown[]) => void passed.push(args)
})

afterEach(() => {
  console.warn = original
})

test.each(notices)('replaces the notice %#', (notice) => {
  const underneath = console.warn
  const instead = jest.fn()
  onDidNotExit(instead)
  console.warn(notice)

  expect(instead).toHaveBeenCalledTimes(1)
  expect(passed).toEqual([])
  expect(console.warn).toBe(underneath)
})

test('everything else passes unchanged', () => {
  const instead = jest.fn()
  const error = new Error('Jest did not exit one second after the test run has completed')
  onDidNotExit(instead)
  console.warn('Jest did not exit', 1, { a: 1 })
  console.warn(error)
  console.warn()

  expect(passed).toEqual([['Jest did not exit', 1, { a: 1 }], [error], []])
  expect(instead).not.toHaveBeenCalled()
})

test('is over after the first notice, even when somebody has replaced console.warn since', () => {
  const instead = jest.fn()
  onDidNotExit(instead)
  const ours = console.warn
  const theirs = (...args: unknown[]): void => ours(...args)
  console.warn = theirs
  console.warn(notices[0])
  console.warn(notices[0])

  expect(instead).toHaveBeenCalledTimes(1)
  expect(passed).toEqual([[notices[0]]])
  expect(console.warn).toBe(theirs)
})

test('what is printed instead may itself go through console.warn', () => {
  onDidNotExit(() => {
    console.warn('our words')
  })
  console.warn(notices[0])
  expect(passed).toEqual([['our words']])
})

test('a console that is frozen stays as it is, and nothing is thrown', () => {
  const underneath = console
  const frozen = Object.freeze({ ...console })
  globalThis.console = frozen
  try {
    onDidNotExit(() => undefined)
    console.warn(notices[0])
  } finally {
    globalThis.console = underneath
  }
  expect(passed).toEqual([[notices[0]]])
})
