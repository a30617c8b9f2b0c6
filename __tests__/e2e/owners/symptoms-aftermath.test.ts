import { runJest } from '../support/run/run-jest'

/** Work that nobody waits for, and that fails as soon as what it uses is closed. */
const floatingWork: Record<string, string> = {
  'a fetch': `fetch(url)`,
  'a request without an error handler': `http.get(url)`,
  'a loop over a socket': `(async () => { for await (const chunk of connect()) String(chunk) })()`,
  'a close handler that throws': `connect().on('close', () => { throw new Error('connection lost') })`,
  'a command': `promisify(exec)('sleep 60')`,
  'a worker whose exit handler throws': `new Worker('setInterval(() => {}, 1000)', { eval: true }).on('exit', () => {
        throw new Error('worker lost')
      })`,
}

/** Only its async context tells whose work this is. */
const failsLater: Record<string, string> = {
  'work that fails some time after the end': `once(connect(), 'close').then(async () => {
        await new Promise((done) => setTimeout(done, 100).unref())
        throw new Error('connection lost')
      })`,
}

const leaking = (work: Record<string, string>): string => `
  const { exec } = require('node:child_process')
  const { once } = require('node:events')
  const http = require('node:http')
  const net = require('node:net')
  const { promisify } = require('node:util')
  const { Worker } = require('node:worker_threads')
  const { port } = new URL(process.env.SILENT)
  const url = process.env.SILENT
  const connect = () => net.connect(port, '127.0.0.1')
  const started = () => new Promise((done) => setTimeout(done, 100))
  ${Object.entries(work)
    .map(
      ([title, statement]) =>
        `test('${title}', async () => {\n      ${statement}\n      await started()\n    })`,
    )
    .join('\n    ')}
  test('a test that comes next', started)`

const innocent = `test('a file that comes next', () => new Promise((done) => setTimeout(done, 500)))`

/** A server that never answers, outside every test file. */
const globalSetup = `
  module.exports = async () => {
    globalThis.server = require('node:http').createServer(() => {})
    await new Promise((done) => globalThis.server.listen(0, '127.0.0.1', done))
    process.env.SILENT = 'http://127.0.0.1:' + globalThis.server.address().port
  }`
const globalTeardown = `
  module.exports = () => {
    globalThis.server.closeAllConnections()
    globalThis.server.close()
  }`

const filesWith = (work: Record<string, string>): Record<string, string> => ({
  'a-leaking.test.js': leaking(work) + `// ${'-'.repeat(2000)}`,
  'innocent.test.js': innocent,
  'setup.js': globalSetup,
  'teardown.js': globalTeardown,
})
const ends = { globalSetup: '<rootDir>/setup.js', globalTeardown: '<rootDir>/teardown.js' }

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each([
    ['the end of the file', { preset: 'jest-leakguard' }, { ...floatingWork, ...failsLater }],
    ['the end of each test', { preset: 'jest-leakguard/strict' }, { ...floatingWork, ...failsLater }],
    [
      'the end of the file, without async context',
      { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { attribution: 'file' } } },
      floatingWork,
    ],
  ])(
    'what fails because leaks are closed at %s fails nobody else, and not the run',
    async (_when, config, work) => {
      const run = await runJest({
        jest,
        config: { ...config, ...ends },
        files: filesWith(work),
        args: ['-i'],
      })

      expect(run.test('a file that comes next').status).toBe('passed')
      expect(run.test('a test that comes next').status).toBe('passed')
      for (const { failureMessages } of run.file('a-leaking.test.js').assertionResults)
        expect(failureMessages.filter((message) => !message.startsWith('LeakError'))).toEqual([])
      expect(run).toMatchObject({ code: 1, timedOut: false, json: { numFailedTestSuites: 1 } })
    },
  )
})
