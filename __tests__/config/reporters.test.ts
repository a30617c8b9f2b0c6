import { reporterName, reporterPath } from '../../src/config/package-paths'
import { builtInReporter, withOurReporter } from '../../src/config/reporters'

const jest305 = `const AGENT_ENV_VARS = ['AI_AGENT', "CLAUDECODE"];\nfunction detectAgent() {}`

test.each([
  ['Jest with the choice, an agent', jest305, { AI_AGENT: '1' }, 'agent'],
  ['Jest with the choice, another agent', jest305, { CLAUDECODE: 'x' }, 'agent'],
  ['Jest with the choice, an empty variable', jest305, { AI_AGENT: '' }, 'default'],
  ['Jest with the choice, no agent', jest305, { CURSOR_AGENT: '1' }, 'default'],
  ['Jest before 30.5', 'class TestScheduler {}', { AI_AGENT: '1' }, 'default'],
  ['a Jest that is not found', undefined, { AI_AGENT: '1' }, 'default'],
] as const)('%s: the same choice as Jest', (_, coreText, env, chosen) => {
  expect(builtInReporter(coreText ?? '', env)).toBe(chosen)
})

test('the list is that of the Jest that runs', () => {
  expect(builtInReporter(undefined, { AI_AGENT: '1' })).toBe('agent')
  expect(builtInReporter(undefined, {})).toBe('default')
})

test.each([
  [['default'], ['default', reporterPath]],
  [[], [reporterPath]],
  [[['jest-junit', { outputName: 'a.xml' }]], [['jest-junit', { outputName: 'a.xml' }], reporterPath]],
  [
    ['default', reporterPath],
    ['default', reporterPath],
  ],
  [
    [reporterName, 'summary'],
    [reporterName, 'summary'],
  ],
  [[[reporterName, {}]], [[reporterName, {}]]],
])('%j becomes %j', (chosen, expected) => {
  expect(withOurReporter(chosen)).toEqual(expected)
})

test('without reporters Jest is asked for its own', () => {
  expect(withOurReporter()).toEqual([builtInReporter(), reporterPath])
})
