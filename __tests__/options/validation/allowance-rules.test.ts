import { allowanceProblems, allowancesProblems } from '../../../src/options/validation/allowance-rules'

const problems = (value: unknown): string[] => allowanceProblems(value, 'allow', ['timer', 'tcp-server'])
const reason = 'old code'

test.each([
  { reason },
  { type: 'timer', createdBy: 'ioredis@^5', tests: 'orders .* ships', count: 2, reason, until: '2027-01-31' },
  { count: [0, 1], reason },
])('%j is valid', (value) => {
  expect(problems(value)).toEqual([])
})

test.each([
  ['timer', ': expected an allowance such as { type: "timer", reason: "..." }, got "timer"'],
  [{}, '.reason: expected the reason why the leak is accepted, got nothing'],
  [{ reason: ' ' }, '.reason: expected the reason why the leak is accepted, got " "'],
  [{ reason, typ: 'timer' }, '.typ: unknown field of an allowance; did you mean "type"?'],
  [{ reason, type: 'timr' }, '.type: unknown resource type "timr"; did you mean "timer"?'],
  [{ reason, type: 1 }, '.type: expected a resource type, got 1'],
  [{ reason, tests: '(' }, '.tests: expected a regular expression for test names, as for `jest -t`, got'],
  [{ reason, count: 0 }, '.count: expected a number of leaks from 1, or [least, most], got 0'],
  [{ reason, count: [2, 1] }, '.count: expected a number of leaks from 1, or [least, most], got [2, 1]'],
  [{ reason, count: [1] }, '.count: expected a number of leaks from 1, or [least, most], got [1]'],
  [
    { reason, count: [1, 2, 3] },
    '.count: expected a number of leaks from 1, or [least, most], got [1, 2, 3]',
  ],
  [{ reason, count: [0, 0] }, '.count: expected a number of leaks from 1, or [least, most], got [0, 0]'],
  [{ reason, count: [-1, 2] }, '.count: expected a number of leaks from 1, or [least, most], got [-1, 2]'],
  [{ reason, count: [0.5, 2] }, '.count: expected a number of leaks from 1, or [least, most], got [0.5, 2]'],
  [{ reason, count: [1, '2'] }, '.count: expected a number of leaks from 1, or [least, most], got [1, "2"]'],
  [{ reason, count: 1.5 }, '.count: expected a number of leaks from 1, or [least, most], got 1.5'],
  [{ reason, tests: 5 }, '.tests: expected a regular expression for test names, as for `jest -t`, got 5'],
  [{ reason, until: 2027 }, '.until: expected a date such as "2027-01-31", got 2027'],
  [{ reason, until: '+012027-01-31' }, '.until: expected a date'],
  [{ reason, until: '2027-01-31T00' }, '.until: expected a date'],
  [{ reason, until: '2027-02-30' }, '.until: expected a date such as "2027-01-31", got "2027-02-30"'],
  [{ reason, until: '31.1.2027' }, '.until: expected a date such as "2027-01-31", got "31.1.2027"'],
  [
    { reason, createdBy: '/abs' },
    '.createdBy: expected a package ("ioredis@^5"), a path below the root directory ("src/legacy/**") or a function ("poll()"), got a string of 4 characters',
  ],
  [{ reason, createdBy: 5 }, '.createdBy: expected a package ("ioredis@^5")'],
])('%j', (value, problem) => {
  expect(problems(value)).toEqual([expect.stringContaining(`allow${problem}`)])
})

test('a list names the entry', () => {
  expect(allowancesProblems([{ reason }, {}], 'allow', [])).toEqual([
    expect.stringMatching(/^allow\[1\]\.reason: /),
  ])
  expect(allowancesProblems({}, 'allow', [])).toEqual([
    'allow: expected an array of allowances, got an object',
  ])
})
