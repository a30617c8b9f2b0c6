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

test('without a name: all types, and the packages that are installed here', async () => {
  writeFiles({
    'node_modules/mongoose/package.json': '{"name":"mongoose","version":"8.1.2"}',
  })
  const { code, stdout } = await leakguard('explain')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}tcp-server +a TCP server, told to listen and never closed$/m)
  expect(stdout).toContain('\n  mongoose 8.1.2: `await mongoose.disconnect()`')
  expect(stdout).not.toContain('unknown')
  expect(JSON.parse((await leakguard('explain', '--json')).stdout)).toMatchObject({
    packages: expect.arrayContaining([
      expect.objectContaining({ package: 'mongoose', version: '8.1.2' }),
    ]) as unknown,
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
  [
    ['@no/such-thing'],
    'nothing is known of `@no/such-thing`; `jest-leakguard explain` lists the types; a fingerprint has 16 hexadecimal digits',
  ],
])('%j is wrong usage', async (args, message) => {
  expect(await leakguard('explain', ...args)).toEqual({
    code: 64,
    stdout: '',
    stderr: `leakguard: ${message}`,
  })
})
