import { processWideProblems } from '../../../src/options/validation/process-wide-rules'

const types = ['timer', 'tcp-socket']
const rule = { package: 'metrics', type: 'timer', reason: 'it reports for ever' }
const problemsOf = (given: unknown, aboutItself = false): string[] =>
  processWideProblems(given, 'rules.json', types, aboutItself)

test.each([
  [[]],
  [[rule]],
  [[{ ...rule, versions: '^2 || 3.x', function: 'start', topLevel: true, link: 'https://example.com/1' }]],
  [[{ ...rule, type: 'my-pool' }]],
])('%j is valid', (given) => {
  expect(problemsOf(given)).toEqual([])
})

test.each([
  [{}, ': expected an array of rules, got an object'],
  [['timer'], '[0]: expected a rule, got "timer"'],
  [[rule, { ...rule, version: '^2' }], '[1].version: unknown field of a rule; did you mean "versions"?'],
  [[{ ...rule, package: '' }], '[0].package: expected the name of a package, got an empty string'],
  [[{ ...rule, versions: 'latest' }], '[0].versions: expected a range such as "^5 || 6.x", got "latest"'],
  [[{ ...rule, versions: 5 }], '[0].versions: expected a range such as "^5 || 6.x", got 5'],
  [[{ ...rule, package: undefined }], '[0].package: expected the name of a package, got nothing'],
  [[{ ...rule, link: 5 }], '[0].link: expected a URL, got 5'],
  [[{ ...rule, type: undefined }], '[0].type: expected a resource type, got undefined'],
  [[{ ...rule, type: 'timr' }], '[0].type: unknown resource type "timr"; did you mean "timer"?'],
  [[{ ...rule, function: 1 }], '[0].function: expected the name of a function, got 1'],
  [[{ ...rule, topLevel: 'yes' }], '[0].topLevel: expected true or false, got "yes"'],
  [
    [{ ...rule, reason: ' ' }],
    '[0].reason: expected the reason why it lives as long as the process, got " "',
  ],
  [[{ ...rule, link: 'example' }], '[0].link: expected a URL, got "example"'],
])('%j is not', (given, problem) => {
  expect(problemsOf(given)).toEqual([`rules.json${problem}`])
})

test('a rule is of a pack, unless it is said to be of the package itself', () => {
  expect(processWideProblems([rule], 'rules.json', types)).toEqual([])
})

test('a package speaks of itself alone', () => {
  const { package: name, ...own } = rule
  expect(problemsOf([own], true)).toEqual([])
  expect(problemsOf([{ ...own, package: name, versions: '^2' }], true)).toEqual([
    'rules.json[0].package: unknown field of a rule; expected "type", "function", "topLevel", "reason" or "link"',
    'rules.json[0].versions: unknown field of a rule; expected "type", "function", "topLevel", "reason" or "link"',
  ])
})
