import { hearWarnings } from '../../../src/resources/channels/node-warnings'

const original = Reflect.get(process, 'emitWarning') as () => void
const passed = jest.fn()

beforeEach(() => {
  passed.mockClear()
  process.emitWarning = passed
})
afterEach(() => {
  process.emitWarning = original
})

test('warnings are heard and handed on, with all that was given', () => {
  const heard = jest.fn()
  const stop = hearWarnings(heard)
  const warning = new Error('too many')
  process.emitWarning(warning, { code: 'MANY' })
  stop()

  expect(heard.mock.calls).toEqual([[warning]])
  expect(passed.mock.calls).toEqual([[warning, { code: 'MANY' }]])
})

test('nothing is heard any more, and nothing stays in place', () => {
  const heard = jest.fn()
  hearWarnings(heard)()
  process.emitWarning('too late')

  expect(heard).not.toHaveBeenCalled()
  expect(Reflect.get(process, 'emitWarning')).toBe(passed)
})

test('what somebody else has put around it stays', () => {
  const heard = jest.fn()
  const stop = hearWarnings(heard)
  const inner = Reflect.get(process, 'emitWarning') as (...args: unknown[]) => void
  const outer = (...args: unknown[]): void => {
    inner(...args)
  }
  process.emitWarning = outer
  stop()
  process.emitWarning('too late')

  expect(heard).not.toHaveBeenCalled()
  expect(Reflect.get(process, 'emitWarning')).toBe(outer)
  expect(passed).toHaveBeenCalledWith('too late')
})
