import { knownTypes } from '../../src/options/type-severities'
import { stateTypes } from '../../src/options/state-types'
import { leakTypes } from '../../src/wording/types'

test('every type of one word is known to TypeScript: those of several are accepted by their shape', () => {
  const known: readonly string[] = [...knownTypes, ...stateTypes]
  expect(leakTypes.filter((type) => !type.includes('-') && !known.includes(type))).toEqual([])
  expect(known.filter((type) => !leakTypes.some((each) => each === type))).toEqual([])
})
