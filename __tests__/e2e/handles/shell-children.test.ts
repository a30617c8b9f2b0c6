import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

/** A development server by way of a shell: alone in its file, so that nothing else is waited for. */
const source = (options: string, end: string): string => `
  const { spawn } = require('node:child_process')
  const { once } = require('node:events')
  let child
  afterEach(() => { ${end} })
  test('starts', async () => {
    child = spawn('echo ready; sleep 5; true', { shell: true${options} })
    await once(child.stdout, 'data')
  })`

describe.each([
  ['30', 'jest-leakguard'],
  ['30', 'jest-leakguard/strict'],
  ['29', 'jest-leakguard'],
] as const)('Jest %s, %s', (jest, preset) => {
  test('what a shell has started outlives it', async () => {
    const run = await runJest({
      jest,
      files: { 'shell.test.js': source('', 'child.kill()') },
      config: { preset },
    })
    expect(run.code).toBe(1)
    expect(reportedLeaks(run.fileMessage('shell.test.js'))).toMatchObject([
      {
        owner: 'starts',
        headline:
          'this test leaked the pipes of a child process: it was spawned here and what it started holds them',
        help: expect.stringContaining('`detached: true`') as string,
      },
    ])
    expect(run.output).toMatch(/^ +> 7 \| .*spawn\(/m)
  })

  test('a group that is ended as the help says leaves nothing', async () => {
    const run = await runJest({
      jest,
      files: { 'shell.test.js': source(', detached: true', 'process.kill(-child.pid)') },
      config: { preset },
    })
    expect(run.output).not.toContain('LeakError')
    expect(run).toMatchObject({ code: 0, leftProcesses: false })
  })
})
