import { chooseReports } from '../../src/reporter/choose-reports'
import type { ReporterOptions } from '../../src/reporter/options'

const choose = (options: ReporterOptions, ci = false, env = {}) => {
  const { formats, output } = chooseReports(options, { ci }, env)
  return [formats, output]
}
const github = { GITHUB_ACTIONS: 'true' }

test("nothing is written on somebody's own machine unless it is asked for", () => {
  expect(choose({})).toEqual([[], 'leak-report'])
  expect(choose({ output: 'out' })).toEqual([['json'], 'out'])
  expect(choose({ formats: ['sarif'] })).toEqual([['sarif'], 'leak-report'])
})

test('CI keeps the report that all others can be made of', () => {
  expect(choose({}, true)).toEqual([['json'], 'leak-report'])
  expect(choose({ formats: ['sarif'] }, true)).toEqual([['sarif'], 'leak-report'])
})

test('GitHub is told in its own way', () => {
  expect(choose({}, true, github)).toEqual([['json', 'github'], 'leak-report'])
  expect(choose({ formats: ['sarif'] }, true, github)).toEqual([['sarif'], 'leak-report'])
})

test('`output: false` writes no file', () => {
  expect(choose({ output: false }, true, github)).toEqual([['github'], 'leak-report'])
  expect(choose({ output: false, formats: ['json', 'sarif'] })).toEqual([[], 'leak-report'])
})
