import { json } from '../../src/report/formats/json'
import { everything } from '../report/support/records'
import { leakguard, writeFiles } from './support/project'

test('a type: what it is, how it is closed, how it is allowed', async () => {
  const { code, stdout } = await leakguard('explain', 'tcp-server')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^type: +tcp-server\nwhat: +a TCP server/)
  expect(stdout).toMatch(/^help: .*server\.close/m)
  expect(stdout).toMatch(/^severity: fail by default/m)
})

test('a package', async () => {
  expect((await leakguard('explain', 'mongoose')).stdout).toBe(
    'package:  mongoose\nclose:    `await mongoose.disconnect()`',
  )
  expect(JSON.parse((await leakguard('explain', 'mongoose', '--json')).stdout)).toMatchObject({
    package: 'mongoose',
  })
})

test('a fingerprint of a report', async () => {
  const fingerprint = '0123456789abcdef'
  writeFiles({
    'leak-report/leaks.json': json(everything()).replace(
      '"fingerprint":"f1"',
      `"fingerprint":"${fingerprint}"`,
    ),
  })
  const { code, stdout } = await leakguard('explain', fingerprint)
  expect(code).toBe(0)
  expect(stdout).toContain('new: 3 × timer at app/src/poll.js:3\napp/a.test.js › orders › ships\n')
  expect(stdout).toContain('>    3 |   setInterval(tick, 1000)')
  expect(await leakguard('explain', 'fedcba9876543210')).toMatchObject({ code: 2, stdout: '' })
})

test.each([
  [['tcp-sever'], 'nothing is known of `tcp-sever`; did you mean `tcp-server`?'],
  [['mongose'], 'nothing is known of `mongose`; did you mean `mongoose`?'],
  [[], '`jest-leakguard explain` needs a type, a package or a fingerprint'],
])('%j is wrong usage', async (args, message) => {
  expect(await leakguard('explain', ...args)).toEqual({
    code: 64,
    stdout: '',
    stderr: `leakguard: ${message}`,
  })
})
