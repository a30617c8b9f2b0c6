import { text } from '../../../src/report/formats/text'
import { controls, hostileReport } from '../support/hostile'
import { everything, fileRecord, report } from '../support/records'

test('totals, what crashed, and a paragraph for each cause', () => {
  const paragraphs = text(everything()).split('\n\n')
  expect(paragraphs.slice(0, 2)).toMatchInlineSnapshot(`
    [
      "Leaks: 4 new, 1 after the end of their file, 1 warned, 1 known, 1 allowed, 1 closed late
    4 test files, 9 tests, 1 crashed
    crashed: app/crashed.test.js: SyntaxError: no",
      "new: 3 × timer at app/src/poll.js:3
      this test leaked a timer: it was started here and never cleared
      help: keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\`
      app/a.test.js › orders › ships",
    ]
  `)
  expect(paragraphs).toHaveLength(8)
})

test('a missing shard, notices and what is fixed come first', () => {
  const fixed = [{ fingerprint: 'f', file: 'a.test.js', owner: 'orders › ships', type: 'timer', observed: 0 }]
  expect(text({ ...report({ records: [fileRecord('a.test.js')] }), missingShards: ['2 of 3'], fixed })).toBe(
    'No leaks\n1 test file, 0 tests\nshard 2 of 3 is missing\nfixed: a.test.js › orders › ships: timer\n',
  )
})

test('hostile names control nothing', () => {
  expect(text(hostileReport())).not.toMatch(controls)
})
