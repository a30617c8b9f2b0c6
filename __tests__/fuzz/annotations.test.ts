import fc from 'fast-check'

import { allAnnotations, annotationsOf, docblockLines } from '../../src/annotations/comments'
import { readDocblock } from '../../src/annotations/docblock'
import { parseAllow } from '../../src/annotations/parse'
import { OptionsError } from '../../src/options/validation/options-error'
import { knownTypes } from '../../src/options/type-severities'
import { jsonOf, neverThrowsOthers, textOf } from './support/hostile'

const isOptionsError = (error: unknown): boolean => error instanceof OptionsError

const source = textOf(
  ...['// @leakguard-allow timer: why', '@leakguard', '/**', '*/', '/*', ' * ', '//', '\n', '`', '\\`'],
  ...['test.each`', '.each([', '])(', "test('x', () => {})", '.', '(', ')', '[', ']', '{', '}', '\r\n', '\t'],
)

const allowance = textOf(
  ...['timer', '*', ' by ', 'ioredis@^5', 'src/**', ' x2', ' x0-2', ' ×9999999999', ': ', ':', 'why'],
  ...['(until 2027-01-31)', '(until ', ')', 'connect()', '^', '@', '~1', '>=', '||'],
)

test('comments of any source are read', () => {
  neverThrowsOthers(fc.tuple(source, fc.integer({ min: -2, max: 60 })), ([text, line]) => {
    const lines = text.split('\n')
    const first = docblockLines(text) + 1
    return [annotationsOf(lines, line, first), allAnnotations(lines, first)]
  })
})

test('an allowance of any text is read, or refused with a reason', () => {
  fc.assert(
    fc.property(allowance, (text) => {
      const { allowance: read, problems } = parseAllow(text, 'a.test.js:1', knownTypes)
      expect(read === undefined).toBe(problems.length > 0)
    }),
    { numRuns: 500 },
  )
})

test('a docblock of any tags is read, or refused as wrong options', () => {
  const value = fc.oneof(
    allowance,
    fc.constantFrom('off', '{"gracePeriod": 5}', '{', '{"__proto__": {"allow": []}}'),
    jsonOf('leakguard', 'gracePeriod', 'types', 'allow', 'isolation', 'singletons').map((json) =>
      JSON.stringify(json),
    ),
  )
  const name = fc.constantFrom('leakguard', 'leakguard-allow', 'leakguard-alow', 'jest-environment-options')
  const pragmas = fc
    .array(fc.tuple(name, fc.oneof(value, fc.array(value, { maxLength: 3 }))), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries))
  neverThrowsOthers(
    pragmas,
    (tags) => readDocblock(tags, knownTypes, (tag, index) => `a.test.js:${tag}:${String(index)}`),
    isOptionsError,
  )
})
