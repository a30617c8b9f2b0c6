import { expect as imported } from '@jest/globals'

import type { LeakMatchers } from '../../src/index'

test('the matcher has types, as a global and in @jest/globals', () => {
  const check = (): Promise<void>[] => [
    expect(() => undefined).not.toLeak(),
    imported(() => undefined).not.toLeak(),
  ]
  const types: LeakMatchers | undefined = undefined
  expect([typeof check, types]).toEqual(['function', undefined])
})
