import { runInNewContext } from 'node:vm'

import { noteInFailure } from '../../../src/environment/jest/noted-failure'
import { isOurError } from '../../../src/environment/jest/leak-error-brand'

const line = 'jest-leakguard: a line'

/** What circus stores of a thrown value. */
const thrown = (error: unknown): unknown[] => [[error, new Error('where it was declared')]]

const noted = (failures: unknown[]): unknown => {
  const before = failures.length
  noteInFailure(failures, line)
  expect(failures).toHaveLength(before)
  const [first] = failures
  return Array.isArray(first) ? first[0] : first
}

const stackOf = (error: unknown): string => String((error as Error).stack)

class WithFields extends TypeError {
  readonly matcherResult = { pass: false }
}

class WithPrivate extends Error {
  readonly #code = 7
  toJSON(): number {
    return this.#code
  }
}

test('the line stands between the message and the frames of a copy, which is as the error', () => {
  const cause = new Error('why')
  const error = new WithFields('expected 1\n\nreceived 2', { cause })
  const { stack } = error
  const copy = noted(thrown(error)) as WithFields

  expect(copy.stack).toBe(stack?.replace('received 2\n', `received 2\n\n${line}\n`))
  expect(copy).not.toBe(error)
  expect(error.stack).toBe(stack)
  expect(copy).toBeInstanceOf(WithFields)
  expect([copy.message, copy.name, copy.matcherResult, copy.cause]).toEqual([
    error.message,
    'TypeError',
    error.matcherResult,
    cause,
  ])
  expect(Object.keys(copy)).toEqual(Object.keys(error))
})

test('what circus stores beside the error stays', () => {
  const failures = thrown(new Error('first'))
  const [, declared] = failures[0] as unknown[]
  noteInFailure(failures, line)

  expect((failures[0] as unknown[])[1]).toBe(declared)
})

test('an error of another realm', () => {
  const error: unknown = runInNewContext(`Object.freeze(new RangeError('too far'))`)
  const copy = noted(thrown(error))

  expect(stackOf(copy)).toContain(`RangeError: too far\n\n${line}\n    at `)
  expect(Object.getPrototypeOf(copy)).toBe(Object.getPrototypeOf(error))
})

test('an error without frames', () => {
  const error = new Error('short')
  error.stack = 'Error: short'

  expect(stackOf(noted([error]))).toBe(`Error: short\n\n${line}`)
})

test('the text of a failure of node:assert', () => {
  const failure = { message: 'assert(1)\n\n    at a.test.js:1:2' }

  expect(noted([failure])).toEqual({ message: `assert(1)\n\n${line}\n\n    at a.test.js:1:2` })
})

test.each<[string, unknown]>([
  ['a text', 'thrown as it is'],
  ['nothing', undefined],
  ['an object that is no error', { message: 'no error', stack: 'at a:1:2' }],
  ['an error of a class with something private', new WithPrivate('private')],
  ['a proxy', new Proxy(new Error('behind'), {})],
  [
    'an error that refuses to be asked',
    Object.defineProperty(new Error('asked'), 'stack', {
      get() {
        throw new Error('refused')
      },
    }),
  ],
  ['frames in the message', new Error('received\n    at inside (a.js:1:2)\nafter')],
])('%s stays as it is, and the line is a failure of its own', (_name, value) => {
  const failures = thrown(value)
  const [first] = failures
  noteInFailure(failures, line)

  expect(failures).toHaveLength(2)
  expect(failures[0]).toBe(first)
  expect((failures[0] as unknown[])[0]).toBe(value)
  expect(isOurError(failures[1])).toBe(true)
  expect(stackOf(failures[1])).toBe(`${line}\n    at node:internal/process/task_queues:1:1`)
})
