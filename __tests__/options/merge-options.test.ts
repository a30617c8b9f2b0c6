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
  [[{ types: {} }, { gracePeriod: 0 }], { types: {}, gracePeriod: 0 }],
] as const)('%j give %j', (all, merged) => {
  expect(mergeOptions(...all)).toEqual(merged)
})

test('what is merged stays as it was', () => {
  const first = { types: { timer: 'off' } } as const
  mergeOptions(first, { types: { timer: 'fail' } })
  expect(first).toEqual({ types: { timer: 'off' } })
})
