import { rule, tester } from './tester'

const next = "\ntest('next', () => {})"

tester.run('no-fake-timers-left', rule('no-fake-timers-left'), {
  valid: [
    // The whole file means to.
    `jest.useFakeTimers()${next}`,
    `beforeEach(() => { jest.useFakeTimers() })${next}`,
    `beforeAll(() => { jest.useFakeTimers() })${next}`,
    // Put back.
    `test('x', () => { jest.useFakeTimers(); jest.useRealTimers() })${next}`,
    `afterEach(() => { jest.useRealTimers() })\ntest('x', () => { jest.useFakeTimers() })${next}`,
    `afterEach(() => jest.useRealTimers())\ntest('x', () => { jest.useFakeTimers() })${next}`,
    `afterEach(jest.useRealTimers)\ntest('x', () => { jest.useFakeTimers() })${next}`,
    `beforeEach(() => { jest.useRealTimers() })\ntest('x', () => { jest.useFakeTimers() })${next}`,
    `describe('a', () => { beforeAll(() => { jest.useFakeTimers() }); afterAll(() => { jest.useRealTimers() }); test('x', f) })${next}`,
    `function restore() { jest.useRealTimers() }\nafterEach(restore)\ntest('x', () => { jest.useFakeTimers() })${next}`,
    // Nothing follows, or nothing that does not ask for them itself.
    "test('x', () => { jest.useFakeTimers() })\ntest('y', () => { jest.useFakeTimers() })",
    "test('x', () => { jest.useFakeTimers() })",
    `describe('a', () => { beforeAll(() => { jest.useFakeTimers() }); test('x', f) })\ndescribe('b', () => { beforeEach(() => { jest.useFakeTimers() }); test('y', f) })`,
    "test('first', f)\ntest('x', () => { jest.useFakeTimers() })",
  ],
  invalid: [
    {
      code: `test('x', () => { jest.useFakeTimers() })${next}`,
      errors: [
        { message: 'timers stay fake for the tests that follow: `jest.useRealTimers()` in `afterEach`' },
      ],
    },
    {
      code: `describe('a', () => { beforeAll(() => { jest.useFakeTimers() }); test('x', f) })${next}`,
      errors: [{ message: /in `afterAll`$/ }],
    },
    {
      code: `describe('a', () => { beforeEach(() => { jest.useFakeTimers() }); test('x', f) })${next}`,
      errors: 1,
    },
    // The hook of a block beside the test that follows.
    {
      code: `describe('a', () => { beforeAll(() => { jest.useFakeTimers() }); test('x', f) })\ndescribe('b', () => { beforeEach(() => { jest.useFakeTimers() }); test('y', f) })${next}`,
      errors: 2,
    },
    // Another block's hook.
    {
      code: `describe('a', () => { afterEach(() => { jest.useRealTimers() }); test('y', f) })\ndescribe('b', () => { test('x', () => { jest.useFakeTimers() }) })${next}`,
      errors: 1,
    },
  ],
})
