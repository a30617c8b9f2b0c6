import type { PlacedAllowance } from '../../../src/verdict/accepted/allowances'
import { findStale } from '../../../src/verdict/accepted/stale-allowances'

const today = '2027-01-31'

test.each([
  [{}, 1, undefined],
  [{}, 0, 'unused'],
  [{ count: 2 }, 2, undefined],
  [{ count: 2 }, 1, 'wide'],
  [{ count: 2 }, 0, 'unused'],
  [{ count: [0, 2] }, 0, undefined],
  [{ count: [1, 2] }, 0, 'unused'],
  [{ until: '2027-01-31' }, 1, undefined],
  [{ until: '2027-01-30' }, 1, 'expired'],
  [{ until: '2027-01-30' }, 0, 'expired'],
] as [Partial<PlacedAllowance>, number, string | undefined][])(
  '%j used %p times: %p',
  (changes, uses, reason) => {
    const allowance = {
      reason: 'r',
      scope: 'test',
      where: '',
      text: '',
      frame: undefined,
      ...changes,
    } as const
    expect(findStale([{ allowance, uses }], today)).toStrictEqual(
      reason === undefined ? [] : [{ allowance, reason, uses }],
    )
  },
)
