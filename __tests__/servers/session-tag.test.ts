import { readSessionTag, sessionTag, workerTag } from '../../src/servers/session-tag'

test('names the worker, the process and the test file', () => {
  expect(sessionTag('test/orders.test.ts')).toBe(`${workerTag()}test/orders.test.ts`)
  expect(workerTag()).toBe(`lg:w${process.env['JEST_WORKER_ID'] ?? ''}:${process.pid}:`)
})

test.each([
  [`${'deep/'.repeat(20)}orders.test.ts`, 'orders.test.ts'],
  [`test/${'x'.repeat(80)}.test.ts`, `${'x'.repeat(20)}.test.ts`],
  ['test/büro.test.ts', 'test/b?ro.test.ts'],
])('fits into the 63 bytes that PostgreSQL keeps: %s', (file, end) => {
  expect(sessionTag(file).length).toBeLessThanOrEqual(63)
  expect(sessionTag(file).endsWith(end)).toBe(true)
  expect(sessionTag(file).startsWith(workerTag())).toBe(true)
})

test('is read back, and nobody else’s name is taken for one', () => {
  expect(readSessionTag(sessionTag('test/orders.test.ts'))).toEqual({
    worker: `w${process.env['JEST_WORKER_ID'] ?? ''}`,
    process: process.pid,
    file: 'test/orders.test.ts',
  })
  expect(readSessionTag('lg:worker')).toBeUndefined()
})
