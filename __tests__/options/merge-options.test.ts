import type { LeakGuardOptions } from '../../src/options/options'
import { mergeOptions } from '../../src/options/merge-options'

test.each([
  [[], {}],
  [[{ trace: 'site' }, { trace: 'stack' }], { trace: 'stack' }],
  [[{ trace: 'site' }, { isolation: 'test' }], { trace: 'site', isolation: 'test' }],
  [
    [{ types: { timer: 'off', fd: 'warn' } }, { types: { timer: 'fail' } }],
    { types: { timer: 'fail', fd: 'warn' } },
  ],
  [
    [{ limits: { connections: 5, rssGrowth: 6 } }, { limits: { connections: 7 } }],
    { limits: { connections: 7, rssGrowth: 6 } },
  ],
  [
    [{ singletons: { registered: 'fail', timeout: 5 } }, { singletons: { timeout: 6 } }, { trace: 'site' }],
    { singletons: { registered: 'fail', timeout: 6 }, trace: 'site' },
  ],
  [
    [{ allow: [{ reason: 'a' }] }, { allow: [{ reason: 'b' }, { reason: 'c' }] }, { trace: 'site' }],
    { allow: [{ reason: 'b' }, { reason: 'c' }, { reason: 'a' }], trace: 'site' },
  ],
  [[{ types: {} }, { gracePeriod: 0 }], { types: {}, gracePeriod: 0 }],
] as const)('%j give %j', (all, merged) => {
  expect(mergeOptions(...(all as readonly LeakGuardOptions[]))).toStrictEqual(merged)
})

test('what is merged stays as it was', () => {
  const first = { types: { timer: 'off' } } as const
  mergeOptions(first, { types: { timer: 'fail' } })
  expect(first).toEqual({ types: { timer: 'off' } })
})

test('rule packs add up, and false does without those before it', () => {
  const merged = (...all: (string[] | false)[]) =>
    mergeOptions(...all.map((rulePacks) => ({ rulePacks }))).rulePacks
  expect(merged(['a'], ['b'])).toEqual(['a', 'b'])
  expect(merged(['a'], false)).toBe(false)
  expect(merged(false, ['b'])).toEqual(['b'])
  expect(mergeOptions({ rulePacks: ['a'] }, { gracePeriod: 5 })).toEqual({ rulePacks: ['a'], gracePeriod: 5 })
})
