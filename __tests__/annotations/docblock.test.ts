import { type Pragmas, readDocblock, unknownTag } from '../../src/annotations/docblock'
import { OptionsError } from '../../src/options/validation/options-error'

const types = ['timer', 'tcp-server']
const read = (pragmas: Pragmas) =>
  readDocblock(pragmas, types, (tag, index) => `a.test.js (${tag} ${index + 1})`)
const problemsOf = (pragmas: Pragmas): readonly string[] => {
  try {
    read(pragmas)
  } catch (error) {
    if (error instanceof OptionsError) return error.problems
    throw error
  }
  return []
}
const messageOf = (pragmas: Pragmas): string => {
  try {
    read(pragmas)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

const nothing = { off: false, options: {}, allowances: [] }

test.each<[string, Pragmas, object]>([
  ['nothing', {}, nothing],
  ["others' tags", { jest: 'x', leakage: 'y', 'my-leakguard': 'z' }, nothing],
  ['off', { leakguard: ' off ' }, { ...nothing, off: true }],
  ['options', { leakguard: '{"gracePeriod": 500}' }, { ...nothing, options: { gracePeriod: 500 } }],
  [
    'options in several tags: they add up',
    { leakguard: ['{"types": {"timer": "off"}}', '{"types": {"tcp-server": "warn"}, "trace": "none"}'] },
    { ...nothing, options: { types: { timer: 'off', 'tcp-server': 'warn' }, trace: 'none' } },
  ],
  [
    'options, and off after all',
    { leakguard: ['{"trace": "none"}', 'off'] },
    { ...nothing, off: true, options: { trace: 'none' } },
  ],
  [
    'allowances, each with its place',
    { 'leakguard-allow': ['timer: a', '*: b (until 2027-01-31)'] },
    {
      ...nothing,
      allowances: [
        { allowance: { type: 'timer', reason: 'a' }, where: 'a.test.js (leakguard-allow 1)' },
        { allowance: { reason: 'b', until: '2027-01-31' }, where: 'a.test.js (leakguard-allow 2)' },
      ],
    },
  ],
  [
    'one allowance',
    { 'leakguard-allow': 'timer: a' },
    {
      ...nothing,
      allowances: [{ allowance: { type: 'timer', reason: 'a' }, where: 'a.test.js (leakguard-allow 1)' }],
    },
  ],
  [
    "the base environment's options",
    { 'jest-environment-options': ['{"url": "https://example.com"}', '{', '[]', 'null'] },
    nothing,
  ],
])('a docblock with %s', (_, pragmas, expected) => {
  expect(read(pragmas)).toEqual(expected)
})

test.each<[string, Pragmas, string[]]>([
  [
    'text that is neither',
    { leakguard: ['off', 'of'] },
    [
      'a.test.js (leakguard 2): @leakguard: expected `off` or options as JSON, as in {"gracePeriod": 500}, got neither',
    ],
  ],
  [
    'a wrong option',
    { leakguard: '{"graceperiod": 500}' },
    ['a.test.js (leakguard 1): @leakguard.graceperiod: unknown option; did you mean "gracePeriod"?'],
  ],
  [
    'a type that nobody knows',
    { leakguard: '{"types": {"timers": "off"}}' },
    ['a.test.js (leakguard 1): @leakguard.types.timers: unknown resource type; did you mean "timer"?'],
  ],
  [
    'unknown tags and wrong allowances: all of them at once',
    { 'leakguard-alow': 'timer: a', leakguardOff: '', 'leakguard-allow': ['timer', 'timer: a', 'timers: b'] },
    [
      unknownTag('a.test.js (leakguard-alow 1)', '@leakguard-alow'),
      unknownTag('a.test.js (leakguardOff 1)', '@leakguardOff'),
      'a.test.js (leakguard-allow 1): @leakguard-allow: expected a type and a reason, as in `@leakguard-allow timer: why it is accepted`, got no reason',
      'a.test.js (leakguard-allow 3): @leakguard-allow.type: unknown resource type "timers"; did you mean "timer"?',
    ],
  ],
  [
    "options among the base environment's, where they would replace the project's",
    { 'jest-environment-options': ['{', '{"leakguard": {"trace": "none"}}'] },
    [
      'a.test.js (jest-environment-options 2): @jest-environment-options with "leakguard" would drop the project\'s ' +
        'options; expected `@leakguard {"trace":"none"}`, which adds to them',
    ],
  ],
])('a docblock with %s is refused', (_, pragmas, expected) => {
  expect(problemsOf(pragmas)).toEqual(expected)
})

test('a message says where several problems are, and one problem where it is', () => {
  expect(messageOf({ 'leakguard-a': '', 'leakguard-b': '' })).toMatch(
    /^jest-leakguard: 2 problems in the docblock\n/,
  )
  expect(messageOf({ leakguard: '{"trace": 1, "allow": 2}' })).toMatch(
    /^jest-leakguard: 2 problems in a\.test\.js \(leakguard 1\): @leakguard\n/,
  )
})

test('an unknown tag is told with those that there are', () => {
  expect(unknownTag('a.test.js:3', '@leakguard-alow')).toBe(
    'a.test.js:3: unknown annotation @leakguard-alow; expected @leakguard-allow, or @leakguard in the comment that the file starts with',
  )
})
