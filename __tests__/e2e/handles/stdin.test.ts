import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  // In band, the test sees the standard input of Jest itself.
  const run = (source: string) =>
    runJest({ jest, files: { 'stdin.test.js': source }, args: ['-i'], stdin: 'pipe' })

  test('a reader that is left attached is a leak', async () => {
    const { code, timedOut, output } = await run(`
      test('leaks', () => {
        process.stdin.on('data', () => {}) // opened
      })
      test('clean', () => {})`)

    expect(reportedLeaks(output)).toEqual([
      {
        owner: 'leaks',
        headline: 'this test leaked a reader of standard input: it was attached here and never paused',
        help: '`process.stdin.pause()` in `afterEach`',
        rows: { help: '`process.stdin.pause()` in `afterEach`', closed: 'paused' },
        opened: 'stdin.test.js:3',
        calledFrom: 'stdin.test.js:3',
      },
    ])
    expect({ code, timedOut }).toEqual({ code: 1, timedOut: false })
  })

  test('a reader that is paused again, or standard input that is only looked at, is none', async () => {
    const { code, timedOut, output } = await run(`
      test('looks', () => {
        expect(process.stdin.isTTY).toBeFalsy()
      })
      test('reads and pauses', async () => {
        process.stdin.on('data', () => {})
        await new Promise((done) => setTimeout(done, 10))
        process.stdin.pause()
      })
      test('asks and closes', () => {
        require('node:readline').createInterface({ input: process.stdin }).close()
      })`)

    expect(reportedLeaks(output)).toEqual([])
    expect({ code, timedOut }).toEqual({ code: 0, timedOut: false })
  })

  test('a readline interface on it is one leak, with its name', async () => {
    const { code, output } = await run(`
      const readline = require('node:readline')
      test('leaks', () => {
        readline.createInterface({ input: process.stdin }) // opened
      })`)

    expect(reportedLeaks(output)).toMatchObject([
      {
        owner: 'leaks',
        headline: 'this test leaked a readline interface: it was created here and never closed',
        rows: { input: 'standard input', help: '`rl.close()` in `afterEach`', closed: 'closed' },
        opened: 'stdin.test.js:4',
      },
    ])
    expect(code).toBe(1)
  })
})
