import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

/** The strict preset has judged the descriptor by the time that a hook for all tests closes it: its number must be its own. */
const source = (closes: string): string => `
  const fs = require('node:fs')
  const { once } = require('node:events')
  const net = require('node:net')
  let server, fd, socket
  beforeAll(async () => {
    server = net.createServer((accepted) => accepted.pipe(accepted)).listen(0)
    await once(server, 'listening')
  })
  test('opens', () => {
    fd = fs.openSync(__filename) // opened
    ${closes}
  })
  test('needs another', async () => {
    socket = net.connect(server.address().port)
    await once(socket, 'connect')
    try { fs.closeSync(fd) } catch {}
    socket.end('still here')
    let received = ''
    for await (const chunk of socket) received += chunk
    expect(received).toBe('still here')
  })
  test('closes what is there once', () => {
    const again = fs.openSync(__filename)
    expect(() => fs.fstatSync(again)).not.toThrow()
    fs.closeSync(again)
  })
  afterAll(() => new Promise((done) => server.close(done)))`

const strict = { preset: 'jest-leakguard/strict' }

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('a descriptor that a later test closes was not given to somebody else meanwhile', async () => {
    const run = await runJest({ jest, files: { 'leaks.test.js': source('') }, config: strict })

    expect(reportedLeaks(run.fileMessage('leaks.test.js'))).toMatchObject([
      {
        owner: 'opens',
        headline: 'this test leaked a file descriptor: it was opened here and never closed',
        help: '`fs.closeSync(fd)` in `afterEach`',
        opened: 'leaks.test.js:11',
      },
    ])
    expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 2 })
  })

  test('one that is closed in time is none', async () => {
    const closes = 'fs.closeSync(fd); fd = undefined'
    const run = await runJest({ jest, files: { 'clean.test.js': source(closes) }, config: strict })

    expect(run).toMatchObject({ code: 0, json: { numFailedTests: 0, numPassedTests: 3 } })
    expect(run.output).not.toContain('LeakError')
  })

  test('what nobody closes is closed with the file, as the counts say', async () => {
    const leaks = `test('leaks', () => void require('node:fs').openSync(__filename))`
    const later = `
      const fs = require('node:fs')
      test('is alone', () => {
        const files = fs.readdirSync('/proc/self/fd').flatMap((fd) => {
          try { return fs.readlinkSync('/proc/self/fd/' + fd) } catch { return [] }
        })
        expect(files.filter((file) => file.endsWith('a.test.js'))).toEqual([])
      })`
    const run = await runJest({
      jest,
      files: {
        'a.test.js': leaks,
        ...(process.platform === 'linux' && { 'b.test.js': later }),
        'order.js': `
          const { default: Base } = require('@jest/test-sequencer')
          module.exports = class extends Base { sort = (tests) => [...tests].sort((a, b) => (a.path < b.path ? -1 : 1)) }`,
      },
      config: { ...strict, testSequencer: './order.js' },
      args: ['-i'],
    })

    expect(run.json.numFailedTests).toBe(1)
    expect(run.fileMessage('a.test.js')).toContain('closed:  closed')
    expect(run.stderr).not.toContain('Counts:')
  })
})
