import type { CircusFunction } from '../../../src/environment/jest/circus'
import { ownedFunction } from '../../../src/environment/jest/owned-function'
import { currentContext } from '../../../src/ownership/context'
import { TestFile } from '../../../src/ownership/scope'

const scope = new TestFile('/app/a.test.js').open('test', ['a'])
const owned = (fn: CircusFunction): CircusFunction => ownedFunction(fn, () => scope)

test('a function keeps its receiver and result, and runs as its owner', () => {
  const fn = owned(function (this: unknown) {
    return [this, currentContext()]
  })

  expect(fn).toHaveLength(0)
  expect(fn.call('receiver')).toEqual(['receiver', scope])
  expect(currentContext()).not.toBe(scope)
})

test('an async function runs as its owner after an await', async () => {
  const fn = owned(async () => {
    await Promise.resolve()
    return currentContext()
  })

  await expect(fn.call(undefined)).resolves.toBe(scope)
})

test('a function with a done callback keeps its length', () => {
  const fn = owned((done) => [done, currentContext()])

  expect(fn).toHaveLength(1)
  expect(fn.call(undefined, 'done')).toEqual(['done', scope])
})

test('errors pass', () => {
  const fn = owned(() => {
    throw new Error('its own')
  })

  expect(() => fn.call(undefined)).toThrow('its own')
})

test('the owner is asked at each call', () => {
  const other = scope.testFile.open('test', ['b'])
  const owners = [scope, other]
  const fn = ownedFunction(currentContext, () => owners.shift() ?? scope)

  expect([fn.call(undefined), fn.call(undefined)]).toEqual([scope, other])
})

describe('a generator', () => {
  const generator = owned(function* (this: unknown): Generator<unknown, unknown> {
    const seen: unknown[] = [this, currentContext()]
    try {
      seen.push(yield 'first')
    } catch (error) {
      seen.push('caught', error)
    }
    seen.push(currentContext(), yield 'second')
    return seen
  })
  const start = (): Generator<unknown, unknown> => generator.call('receiver') as Generator<unknown, unknown>

  test('stays one', () => {
    expect(Object.prototype.toString.call(generator)).toBe('[object GeneratorFunction]')
    expect(generator).toHaveLength(0)
  })

  test('gets what it is sent and runs each step as its owner', () => {
    const steps = start()

    expect(steps.next()).toEqual({ done: false, value: 'first' })
    expect(steps.next('sent')).toEqual({ done: false, value: 'second' })
    expect(steps.next('last')).toEqual({
      done: true,
      value: ['receiver', scope, 'sent', scope, 'last'],
    })
  })

  test('gets what is thrown into it', () => {
    const steps = start()
    steps.next()

    expect(steps.throw('thrown')).toEqual({ done: false, value: 'second' })
    expect(steps.next('last').value).toContain('thrown')
  })

  test('may throw', () => {
    const steps = owned(function* () {
      yield 'first'
      throw new Error('its own')
    }).call(undefined) as Generator
    steps.next()

    expect(() => steps.next()).toThrow('its own')
  })
})
