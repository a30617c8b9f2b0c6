import fc from 'fast-check'

import { matchesGlob } from '../../src/options/path-glob'
import { mergeOptions } from '../../src/options/merge-options'
import { OptionsError } from '../../src/options/validation/options-error'
import { knownTypes } from '../../src/options/type-severities'
import { checkOptions, resolveOptions } from '../../src/options/validation/validate'
import { isInRange, isRange } from '../../src/options/version-range'
import { jsonOf, neverThrowsOthers, odd, textOf } from './support/hostile'

const names = [
  ...[
    'types',
    'thirdParty',
    'isolation',
    'attribution',
    'gracePeriod',
    'trace',
    'closeLeaked',
    'restoreState',
  ],
  ...['singletons', 'limits', 'allow', 'baseline', 'adapters', 'postgres', 'mysql', 'churnLimit'],
  ...['fail', 'warn', 'off', 'test', 'file', 'timer', 'reason', 'until', 'count', 'createdBy', 'modules'],
]
const isOptionsError = (error: unknown): boolean => error instanceof OptionsError
const resolve = (input: unknown): unknown =>
  resolveOptions(input, knownTypes, 'testEnvironmentOptions.leakguard')

test('options of any shape are taken, or refused with every problem', () => {
  neverThrowsOthers(jsonOf(...names), resolve, isOptionsError)
})

test('options of values that no JSON can hold, too', () => {
  const options = fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 4, noNullPrototype: false })
  neverThrowsOthers(fc.oneof(options, odd), resolve, isOptionsError)
})

test('what was taken can be merged', () => {
  neverThrowsOthers(
    fc.array(jsonOf(...names), { maxLength: 3 }),
    (all) => mergeOptions(...all.map((each) => checkOptions(each, knownTypes, 'options'))),
    isOptionsError,
  )
})

test('patterns of paths and ranges of versions match, or do not', () => {
  const pattern = textOf('**', '*', '/', 'src', '?', '{a,b}', '[a-z]', '(', '|', '+', '.', '\\')
  neverThrowsOthers(fc.tuple(pattern, pattern), ([path, glob]) =>
    matchesGlob(path.slice(0, 200), glob.slice(0, 200)),
  )
  const version = textOf(
    '1',
    '.',
    '^',
    '~',
    '>=',
    '<',
    ' ',
    '||',
    '-',
    'x',
    '*',
    '99999999999999999999',
    'beta',
  )
  neverThrowsOthers(fc.tuple(version, version), ([given, range]) => [isRange(range), isInRange(given, range)])
})
