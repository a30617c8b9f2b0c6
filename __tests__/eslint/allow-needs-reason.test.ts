import { rule, tester } from './tester'

tester.run('allow-needs-reason', rule('allow-needs-reason'), {
  valid: [
    '// @leakguard-allow timer: polling client, see #123 (until 2027-01-31)',
    '// @leakguard-allow *: all of them',
    '/** @leakguard-allow tcp-socket by ioredis@^5 x0-2: closes late */',
    '/**\n * @leakguard-allow timer:\n *   the reason goes on\n */',
    '// what @leakguard-allow means is in the docs',
    '// @leakguard-allowed is no annotation',
    "const text = '@leakguard-allow timer'",
  ],
  invalid: [
    {
      code: 'test()\n// @leakguard-allow timer',
      errors: [{ line: 2, message: /^@leakguard-allow: expected a type and a reason, .*, got no reason$/ }],
    },
    {
      code: '/**\n * @leakguard-allow timer:\n * @other x\n */',
      errors: [{ line: 2, message: /^@leakguard-allow\.reason: expected the reason/ }],
    },
    { code: '// @leakguard-allow tmer: why', errors: [{ message: /unknown resource type "tmer".*timer/ }] },
    { code: '// @leakguard-allow timer: why (until soon)', errors: [{ message: /expected a date such as/ }] },
  ],
})
