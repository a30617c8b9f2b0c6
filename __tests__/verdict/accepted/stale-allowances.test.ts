import type { PlacedAllowance } from '../../../src/verdict/accepted/allowances'
import { findStale } from '../../../src/verdict/accepted/stale-allowances'

const today = '2027-01-31'
const reasonFor = (allowance: Partial<PlacedAllowance>, uses: number): string | undefined => {
  const placed = { reason: 'r', scope: 'test', where: '', text: '', frame: undefined, ...allowance } as const
  return findStale([{ allowance: placed, uses }], today)[0]?.reason
}

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
  (allowance, uses, reason) => {
    expect(reasonFor(allowance, uses)).toBe(reason)
  },
)
