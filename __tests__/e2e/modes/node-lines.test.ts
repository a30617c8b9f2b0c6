import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { allNodeLines } from '../support/install/node-binaries'
import { nodeLines, runJest } from '../support/run/run-jest'

const open = `
  const net = require('node:net')
  const { spawn } = require('node:child_process')
  const pause = (ms) => new Promise((done) => setTimeout(done, ms))
  const listen = () => new Promise((done) => {
    const server = net.createServer((socket) => socket.on('error', () => {})).listen(0, () => done(server))
  })`

const cases: readonly LeakCase[] = [
  {
    name: 'owners',
    source: `${open}
      beforeAll(async () => {
        await null
        setInterval(() => {}, 1000) // of the file
      })
      describe('block', () => {
        setInterval(() => {}, 1000) // of the body
        test('leaks after an await', async () => {
          await pause(2)
          setInterval(() => {}, 1000) // after an await
        })
        test('leaves work behind', () => {
          void pause(20).then(() => {
            net.createServer().listen(0) // while another test runs
          })
        })
        test('is innocent', () => pause(60))
        test.concurrent('leaks concurrently', async () => {
          await pause(5)
          setInterval(() => {}, 1000) // concurrently
        })
      })`,
    leaks: [
      leakedInterval({ test: 'block › leaks after an await' }, 'after an await'),
      leakedServer({ test: 'block › leaves work behind' }, 'while another test runs'),
      leakedInterval({ test: 'block › leaks concurrently' }, 'concurrently'),
      leakedInterval('file', 'of the file'),
      leakedInterval({ describe: 'block' }, 'of the body'),
    ],
  },
  {
    name: 'sockets and processes',
    source: `${open}
      test('leaks a process', async () => {
        await new Promise((done) => spawn('sleep', ['60']).once('spawn', done)) // opened
      })
      test('closes everything', async () => {
        const child = spawn('sleep', ['60'])
        child.kill()
        const server = await listen()
        const client = net.connect(server.address().port)
        await new Promise((done) => client.once('connect', done))
        client.destroy()
        server.close()
        clearTimeout(setTimeout(() => {}, 1000))
      })`,
    leaks: [
      {
        owner: { test: 'leaks a process' },
        headline: 'this test leaked a child process: it was spawned here and is still running',
        help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
      },
    ],
  },
]

const late = `
  test('leaves work behind', () => {
    require('node:crypto').pbkdf2('password', 'salt', 400_000, 64, 'sha512', () => {
      setInterval(() => {}, 1000)
    })
  })`

const lines = nodeLines.flatMap((node) => [
  { node, jest: '30' as const },
  { node, jest: '29' as const },
])

test.each(lines)('Node $node, Jest $jest', async ({ node, jest }) => {
  const run = await runJest({ node, jest, files: { ...filesOf(cases), 'late.test.js': late }, args: ['-i'] })

  for (const leakCase of cases) expectLeaks(run, leakCase)
  expect(run).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
  expect(run.file('late.test.js').status).toBe('passed')
  expect(run.stderr).toContain('1 × timer, opened at late.test.js:4')
  expect(run.stderr).not.toMatch(/did not exit|failed to exit/)
})

for (const line of allNodeLines) {
  if (nodeLines.includes(line)) continue
  test.skip(`Node ${line} (skipped: there is no binary of it for this platform)`, () => undefined)
}
