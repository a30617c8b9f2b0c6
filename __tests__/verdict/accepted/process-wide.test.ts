import { processWideProblems } from '../../../src/options/validation/process-wide-rules'
import type { ProcessWideRule } from '../../../src/options/process-wide-rule'
import type { Observation } from '../../../src/verdict/leak'
import { processWideReason } from '../../../src/verdict/accepted/process-wide'
import { shippedRules } from '../../../src/verdict/accepted/shipped-rules'
import { leakTypes } from '../../../src/wording/types'
import { boundary, dependencyFrame, observation, projectFrame } from '../support/leaks'

const rule: ProcessWideRule = { package: 'metrics', type: 'timer', reason: 'it reports for ever' }
const metrics = dependencyFrame('metrics', 'Reporter.start')
const opened: Partial<Observation> = { traces: [[metrics, projectFrame('setUp')]] }

const reasonOf = (changes: Partial<Observation>, ...rules: ProcessWideRule[]): string | undefined =>
  processWideReason(observation(changes), {
    rulesFor: () => rules,
    packageVersion: () => '2.1.0',
  })?.reason

test.each<[string, Partial<Observation>, Partial<ProcessWideRule>]>([
  ['opened by the package, whoever called it', opened, {}],
  ['opened further in', { traces: [[dependencyFrame('ws'), metrics, projectFrame('a')]] }, {}],
  ['opened further out', { traces: [[metrics, dependencyFrame('ws'), projectFrame('a')]] }, {}],
  [
    'loaded by something whose callback leads to the project',
    { traces: [[metrics, boundary], [projectFrame('a')]] },
    {},
  ],
  ['its function', opened, { function: 'start' }],
  ['its version', opened, { versions: '^2.1' }],
  ['of a module, loaded in a test', { traces: [[metrics, projectFrame('a'), boundary]] }, { topLevel: true }],
  [
    'of the file',
    { ...opened, owner: { kind: 'file', path: [], file: '/app/a.test.js' } },
    { topLevel: true },
  ],
])('%s', (_, changes, more) => {
  expect(reasonOf(changes, { ...rule, ...more })).toBe('it reports for ever')
})

test.each<[string, Partial<Observation>, Partial<ProcessWideRule>]>([
  ['another type', { ...opened, type: 'tcp-socket' }, {}],
  ['another package', opened, { package: 'ws' }],
  ['another function', opened, { function: 'stop' }],
  ['another version', opened, { versions: '^3' }],
  ['of a test', opened, { topLevel: true }],
  ['called back by the package', { traces: [[projectFrame('onReport'), metrics]] }, {}],
  ['only triggered by the package', { traces: [[projectFrame('a')], [metrics]] }, {}],
  [
    'what no async context accounts for',
    { ...opened, attributed: false, owner: { kind: 'file', path: [], file: '/app/a.test.js' } },
    { topLevel: true },
  ],
])('not: %s', (_, changes, more) => {
  expect(reasonOf(changes, { ...rule, ...more })).toBeUndefined()
})

test('the acceptance says whose rule it is', () => {
  const source = { rulesFor: () => [rule], packageVersion: () => undefined }
  expect(processWideReason(observation(opened), source)).toEqual({
    by: 'rule',
    reason: 'it reports for ever',
    where: 'rules about metrics',
  })
})

test('a rule about some versions accepts no unknown one', () => {
  const source = { rulesFor: () => [{ ...rule, versions: '*' }], packageVersion: () => undefined }
  expect(processWideReason(observation(opened), source)).toBeUndefined()
})

test('the link is part of the reason', () => {
  expect(reasonOf(opened, { ...rule, link: 'https://example.com/1' })).toBe(
    'it reports for ever (https://example.com/1)',
  )
})

test('without a package on the stack no rule is looked for', () => {
  const rulesFor = jest.fn()
  expect(processWideReason(observation(), { rulesFor, packageVersion: () => undefined })).toBeUndefined()
  expect(rulesFor).not.toHaveBeenCalled()
})

test('the rules that come with us are valid, and say where their reason can be read', () => {
  expect(processWideProblems(shippedRules, 'shipped', leakTypes)).toEqual([])
  expect(shippedRules.filter(({ link }) => link === undefined)).toEqual([])
})
