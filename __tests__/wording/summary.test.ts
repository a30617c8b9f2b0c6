import type { LeakSummary } from '../../src/verdict/leak-summary'
import { warningLines } from '../../src/wording/summary'

const leak = (changes: Partial<LeakSummary> = {}): LeakSummary => ({
  type: 'timer',
  severity: 'warn',
  count: 1,
  owner: { kind: 'test', path: ['polls'], file: 'a.test.js' },
  site: { file: 'a.js', line: 3, column: 5 },
  frames: [],
  thirdParty: false,
  facts: {},
  headline: '',
  fingerprint: '',
  accepted: undefined,
  closed: undefined,
  ...changes,
})
const at = (line: number) => leak({ site: { file: 'a.js', line, column: 5 } })

test.each([
  ['a line of the project', [leak()], ['1 × timer, opened at a.js:3']],
  ['one line for several tests', [leak(), leak({ count: 2 })], ['3 × timer, opened at a.js:3']],
  ['several lines', [at(3), at(9)], ['2 × timer, opened at a.js:3, at a.js:9']],
  ['many lines', [3, 4, 5, 6, 7].map(at), ['5 × timer, opened at a.js:3, at a.js:4, at a.js:5 and 2 more']],
  ['types', [leak(), leak({ type: 'pipe' })], ['1 × timer, opened at a.js:3', '1 × pipe, opened at a.js:3']],
  [
    'third parties',
    [
      leak({ thirdParty: true, opener: { name: 'ioredis', version: '5.7.0' } }),
      leak({ thirdParty: true, opener: { name: 'metrics', version: undefined } }),
    ],
    ['2 × timer, opened by ioredis 5.7.0, by metrics'],
  ],
  [
    'nobody known',
    [leak({ type: 'file-descriptor', site: undefined, facts: { path: '/tmp/a.db' } })],
    ['1 × file-descriptor, opened by no line of the project (/tmp/a.db)'],
  ],
  ['nothing', [], []],
])('names %s', (_name, leaks, lines) => {
  expect(warningLines(leaks)).toEqual(lines)
})
