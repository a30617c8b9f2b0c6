import type { JestRun } from '../support/run/jest-run'
import { readPrepared } from '../support/install/prepared'
import { runJest } from '../support/run/run-jest'

/** What a test leaves, and how a hook for all tests waits for its end: the strict preset has closed it by then. */
const cases: Readonly<Record<string, readonly [open: string, wait: string]>> = {
  'a write stream, ended': [
    "fs.createWriteStream(path.join(__dirname, 'written')); await once(x, 'open')",
    'await new Promise((done) => x.end(done))',
  ],
  'a write stream, with a promise': [
    "fs.createWriteStream(path.join(__dirname, 'written')); await once(x, 'open')",
    'await util.promisify(x.end).call(x)',
  ],
  'a read stream': [
    "fs.createReadStream(__filename); await once(x, 'readable')",
    "x.destroy(); await once(x, 'close')",
  ],
  'a child process': ["spawn('sleep', ['60'])", "x.kill(); await once(x, 'exit')"],
  'the output of a child process': ["spawn('sleep', ['60'])", "await once(x.stdout, 'close')"],
  'a worker thread': [
    "new Worker('setInterval(() => {}, 1000)', { eval: true })",
    "await x.terminate(); await once(x, 'exit')",
  ],
  'a server': [
    'net.createServer().listen(0)',
    "await new Promise((done) => x.close(done)); await once(x, 'close')",
  ],
  'a socket': [
    "net.connect(PORT); await once(x, 'connect')",
    "await new Promise((done) => x.end(done)); await once(x, 'close')",
  ],
  'an HTTP/2 session': [
    "http2.connect('http://127.0.0.1:' + PORT); x.on('error', () => {}); await once(x, 'connect')",
    'await new Promise((done) => x.close(done))',
  ],
  'a UDP socket': [
    "dgram.createSocket('udp4').bind(0); await once(x, 'listening')",
    'await new Promise((done) => x.close(done))',
  ],
  'a compression stream': ["zlib.createGzip(); x.write('x')", 'await new Promise((done) => x.end(done))'],
  'a file watcher': ['fs.watch(__dirname)', "x.close(); await once(x, 'close')"],
}

const source = (bodies: string): string => `
  const { spawn } = require('node:child_process')
  const dgram = require('node:dgram')
  const { once } = require('node:events')
  const fs = require('node:fs')
  const http2 = require('node:http2')
  const net = require('node:net')
  const path = require('node:path')
  const util = require('node:util')
  const { Worker } = require('node:worker_threads')
  const zlib = require('node:zlib')
  let server, PORT
  beforeAll(async () => {
    server = net.createServer((socket) => socket.on('error', () => {}).resume()).listen(0)
    await once(server, 'listening')
    PORT = server.address().port
  })
  afterAll(() => new Promise((done) => server.close(done)))
  ${bodies}`

const blocks = Object.entries(cases).map(
  ([name, [open, wait]]) => `
  describe(${JSON.stringify(name)}, () => {
    let x
    test('leaves it', async () => {
      x = ${open}
    })
    test('is innocent', () => new Promise((done) => setTimeout(done, 60)))
    test('waits for it', async () => {
      ${wait}
    }, 3000)
  })`,
)

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      jest,
      files: { 'a.test.js': source(blocks.join('\n')) },
      config: { preset: 'jest-leakguard/strict' },
    })
  })

  test.each(Object.keys(cases))('who waits for %s that was closed is let go', (name) => {
    expect(run.test(`${name} › leaves it`).status).toBe('failed')
    expect(run.messageOf(`${name} › leaves it`)).toContain('LeakError')
    expect(run.messageOf(`${name} › waits for it`)).toBe('')
    expect(run.test(`${name} › is innocent`).status).toBe('passed')
  })
})

test('what nobody had to close is waited for as ever', async () => {
  const run = await runJest({
    files: {
      'a.test.js': source(`
        test('events that are over are not repeated', async () => {
          const child = spawn('true')
          await once(child, 'exit')
          const again = once(child, 'exit').then(() => 'told')
          expect(await Promise.race([again, new Promise((done) => setTimeout(done, 50, 'silent'))])).toBe('silent')
        })`),
    },
    config: { preset: 'jest-leakguard/strict' },
  })

  expect(run.code).toBe(0)
})

test('a pool that was ended can be ended once more', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `
        const { Pool } = require('pg')
        let pool
        test('leaves it', async () => {
          pool = new Pool(${JSON.stringify(readPrepared().postgres)})
          await pool.query('select 1')
        })
        afterAll(async () => {
          await pool.end()
          await new Promise((done) => pool.end(done))
        })`,
    },
    config: { preset: 'jest-leakguard/strict' },
  })

  expect(run.messageOf('leaves it')).toContain('PostgreSQL pool')
  expect(run.json).toMatchObject({ numFailedTests: 1, numRuntimeErrorTestSuites: 0 })
})
