import { runJest } from '../support/run/run-jest'

const fileOf = (call: string): string => `
  process.env.API_URL = 'http://localhost'
  describe('orders', () => {
    test('one', () => undefined)
    ${call}(() => { delete process.env.API_URL })
  })
  test('two', () => undefined)`

const config = { preset: 'jest-leakguard/strict' }

test('a block may clean up what the top level of its file has set', async () => {
  const { code, output } = await runJest({ config, files: { 'a.test.js': fileOf('afterAll') } })
  expect(output).not.toContain(' left ')
  expect(code).toBe(0)
})

test('a test that deletes it leaves it deleted', async () => {
  const run = await runJest({
    config,
    files: { 'a.test.js': fileOf('const deletes = (fn) => test("deletes", fn); deletes') },
  })
  expect(run.messageOf('orders › deletes')).toContain('left `process.env.API_URL` deleted')
})
