import { runJest } from '../support/run/run-jest'

const source = `
  const leave = () => { process.env.LEFT = 'planted-value' }
  const tidy = async () => { const { cwd } = process; process.env.TIDY = 'x'; await null; delete process.env.TIDY }
  test('leaves', async () => {
    await expect(leave).not.toLeak()
  })
  test('is tidy, after the test itself was not', async () => {
    process.env.BY_TEST = 'x'
    await expect(tidy).not.toLeak()
    delete process.env.BY_TEST
  })
  test('mocks', async () => {
    await expect(() => { globalThis.fetch = () => {}; jest.spyOn(console, 'info') }).not.toLeak()
  })`

test.each(['30', '29'] as const)('`toLeak()` sees what a function leaves of state, Jest %s', async (jest) => {
  const run = await runJest({ files: { 'a.test.js': source }, jest })
  const message = run.messageOf('leaves')
  expect(message).toContain('the function left `process.env.LEFT` set: it was set here and never restored')
  expect(message).toContain('opened:  a.test.js:2')
  expect(message).not.toContain('planted-value')
  expect(run.messageOf('mocks')).toContain('the function left the global `fetch` replaced')
  expect(run.messageOf('mocks')).toContain('the function left a spy on `console.info`')
  expect(run.test('is tidy, after the test itself was not').status).toBe('passed')
  expect(run.output).not.toContain('env.BY_TEST`')
  expect(run.output).not.toContain('"mocks" had left')
})
