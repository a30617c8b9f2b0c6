import { parseAllow } from '../../src/annotations/parse'

const parse = (text: string) => parseAllow(text, 'a.test.js:3', ['timer', 'tcp-server'])

test.each([
  ['timer: why', { type: 'timer', reason: 'why' }],
  ['*: why: because', { reason: 'why: because' }],
  ['timer : see https://example.com/1', { type: 'timer', reason: 'see https://example.com/1' }],
  ['timer: why (until 2027-01-31)', { type: 'timer', reason: 'why', until: '2027-01-31' }],
  ['timer by ioredis@^5 x2: why', { type: 'timer', createdBy: 'ioredis@^5', count: 2, reason: 'why' }],
  ['* x0-2 by src/old/**: why', { createdBy: 'src/old/**', count: [0, 2], reason: 'why' }],
  ['timer ×10-12: why', { type: 'timer', count: [10, 12], reason: 'why' }],
  ['  timer   by  src/a:b/**  :   why: so', { type: 'timer', createdBy: 'src/a:b/**', reason: 'why: so' }],
  ['timer:\nwhy\nso (until   2027-01-31  )  ', { type: 'timer', reason: 'why\nso', until: '2027-01-31' }],
  ['timer: why (until 2027-01-31) or not', { type: 'timer', reason: 'why (until 2027-01-31) or not' }],
  ['timer: why(until 2027-01-31)', { type: 'timer', reason: 'why', until: '2027-01-31' }],
])('%s', (text, allowance) => {
  expect(parse(text)).toEqual({ allowance, problems: [] })
})

test.each([
  [
    'timer',
    ': expected a type and a reason, as in `@leakguard-allow timer: why it is accepted`, got no reason',
  ],
  ['', ': expected a type and a reason'],
  ['timer:', '.reason: expected the reason why the leak is accepted, got an empty string'],
  ['timer: (until 2027-01-31)', '.reason: expected the reason'],
  ['timer: why (until tomorrow)', '.until: expected a date such as "2027-01-31", got "tomorrow"'],
  ['timers: why', '.type: unknown resource type "timers"; did you mean "timer"?'],
  [
    'timer twice: why',
    ': expected `<type> [by <package, path or function()>] [x<count>]: <reason>`, got `twice`',
  ],
  [
    'timer by: why',
    '.createdBy: expected a package ("ioredis@^5"), a path below the root directory ("src/legacy/**") or a function ("poll()"), got an empty string',
  ],
  [': why', '.type: unknown resource type'],
  ...['x', 'x2-', 'x-2', 'x2x', 'ax2', '2', 'xa', 'x2-a'].map((word) => [
    `timer ${word}: why`,
    `, got \`${word}\``,
  ]),
  ['timer x0: why', '.count: expected a number of leaks from 1'],
])('%j is not valid', (text, problem) => {
  const { allowance, problems } = parse(text)
  expect(allowance).toBeUndefined()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(problem)
  expect(problems[0]).toMatch(/^a\.test\.js:3: @leakguard-allow[.:]/)
})
