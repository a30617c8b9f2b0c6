import { isValid } from 'ctrf'

import { ctrf } from '../../../src/report/formats/ctrf'
import { hostileReport } from '../support/hostile'
import { everything, report } from '../support/records'

test.each([
  ['everything', everything()],
  ['nothing', report()],
  ['hostile names', hostileReport()],
])('%s is valid by the checker of ctrf itself', (_name, given) => {
  expect(isValid(JSON.parse(ctrf(given)))).toBe(true)
})

test('each owner that leaked is a failed test and carries its leaks', () => {
  expect(JSON.parse(ctrf(everything()))).toMatchObject({
    results: {
      summary: { tests: 5, passed: 0, failed: 3, other: 1, skipped: 1 },
      tests: [
        {
          name: 'orders › ships',
          status: 'failed',
          filePath: 'app/a.test.js',
          extra: { leakguard: [{ type: 'timer', status: 'new', count: 3 }, {}, {}, {}, {}] },
        },
        { name: 'the file itself', status: 'failed' },
        { name: 'shop', status: 'failed' },
        { name: 'runs to its end', status: 'other', message: 'SyntaxError: no' },
        { name: 'leaves nothing open', status: 'skipped' },
      ],
    },
  })
})
