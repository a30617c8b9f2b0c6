import { isOwnType, isTypeName, typeProblems } from '../../../src/options/validation/type-names'

const long = (length: number): string => `my-${'a'.repeat(length - 3)}`

test.each(['my-pool', 'x-y', 'a1-b2-c3', 'a-7', long(40)])('%s may be a type', (name) => {
  expect(isTypeName(name)).toBe(true)
})

test.each([
  'pool',
  'My-pool',
  'my-Pool',
  'my_pool',
  '1a-b',
  '-my-pool',
  'my-pool-',
  'my--pool',
  'my pool',
  long(41),
])('%s may not', (name) => {
  expect(isTypeName(name)).toBe(false)
})

test('what looks like a known name is a typo of it', () => {
  const known = ['pg-pool', 'timer']
  expect(isOwnType('pg-pol', known)).toBe(false)
  expect(isOwnType('my-pool', known)).toBe(true)
  expect(isOwnType('pool', known)).toBe(false)
  expect(typeProblems('my-pool', 'type', known)).toEqual([])
  expect(typeProblems('timer', 'type', known)).toEqual([])
  expect(typeProblems('pg-pol', 'type', known)).toEqual([
    'type: unknown resource type "pg-pol"; did you mean "pg-pool"?',
  ])
  expect(typeProblems(['timer'], 'type', known)).toEqual(['type: expected a resource type, got an array'])
})
