import { runSummary } from '../../src/wording/run-summary'
import { fileRecord, lateRecord, leak } from '../report/support/records'

const numbers = Array.from({ length: 60 }, (_, index) => String(index + 10))

test('60 files with one leaky package and one singleton are four lines', () => {
  const leaky = leak({
    severity: 'warn',
    site: undefined,
    thirdParty: true,
    opener: { name: 'leaky-lib', version: '1.2.3' },
    facts: { call: 'setInterval', delay: 1000 },
  })
  const facts = { name: 'Config', export: 'Config', module: 'src/config.js' }
  const singleton = leak({ type: 'discovered-singleton', severity: 'warn', facts })
  const records = numbers.map((n) => fileRecord(`${n}.test.js`, [leaky, singleton]))
  expect(runSummary(records)).toHaveLength(4)
  expect(runSummary(records)[0]).toBe('Leaks:       120 warned')
})

test('what 60 files say of counts, allowances and leftover work fits on a screen', () => {
  const stale = numbers.map((n) => `${n}.test.js:3: the allowance is not needed`)
  const lines = runSummary(
    numbers.flatMap((n) => [
      { ...fileRecord(`${n}.test.js`, []), staleAllowances: [n] },
      lateRecord(`${n}.test.js`, leak()),
    ]),
    stale,
  )
  expect(lines.length).toBeLessThan(12)
  expect(lines[0]).toBe('Leaks:       60 after the end of their file')
  expect(lines[1]).toMatch(
    /^ {13}10\.test\.js › orders › ships and 59 more: work left behind opened, .* 60 × timer,/,
  )
  expect(lines.at(-1)).toBe('             and 115 more allowances')
})
