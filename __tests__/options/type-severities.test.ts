import { knownTypes } from '../../src/options/type-severities'
import { leakTypes } from '../../src/wording/types'

test('every type of one word is known to TypeScript: those of several are accepted by their shape', () => {
  const known: readonly string[] = knownTypes
  expect(leakTypes.filter((type) => !type.includes('-') && !known.includes(type))).toEqual([])
  expect(knownTypes.filter((type) => !leakTypes.includes(type))).toEqual([])
})
