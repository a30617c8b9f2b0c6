import { runJest } from '../support/run/run-jest'

/** Each closes what it opens, so that only the limits have something to say. */
const files = {
  'few-files.test.js': `
    const fs = require('node:fs')
    test('opens few', () => { fs.closeSync(fs.openSync(__filename)) })`,
  'many-files.test.js': `
    const fs = require('node:fs')
    const open = []
    describe('files', () => {
      test('opens many', () => { for (let i = 0; i < 300; i++) open.push(fs.openSync(__filename)) })
      test('opens few', () => { open.splice(100).forEach((fd) => fs.closeSync(fd)) })
    })
    afterAll(() => open.forEach((fd) => fs.closeSync(fd)))`,
  'few-connections.test.js': connections(2),
  'many-connections.test.js': connections(6),
  'big-heap.test.js': `
    const kept = []
    test('keeps numbers', () => { kept.push(Array.from({ length: 4e6 }, (_, i) => i * 1.5)) })`,
  'small-heap.test.js': `
    test('keeps none', () => { globalThis.length = Array.from({ length: 4e6 }, (_, i) => i * 1.5).length })`,
  'big-buffers.test.js': `
    const kept = []
    test('keeps Buffers', () => { for (let i = 0; i < 30; i++) kept.push(Buffer.alloc(1024 * 1024, 1)) })`,
  'small-buffers.test.js': `
    test('keeps none', () => { for (let i = 0; i < 30; i++) Buffer.alloc(1024 * 1024, 1) })`,
  'no-gc.test.js': `test('nothing is exposed', () => { expect(globalThis.gc).toBeUndefined() })`,
}

function connections(count: number): string {
  return `
    const net = require('node:net')
    const { once } = require('node:events')
    let server, sockets = []
    beforeAll(async () => { server = net.createServer().listen(0); await once(server, 'listening') })
    test('connects', async () => {
      for (let i = 0; i < ${String(count)}; i++) sockets.push(net.connect(server.address().port))
      await Promise.all(sockets.map((socket) => once(socket, 'connect')))
      await new Promise((done) => setTimeout(done, 50))
    })
    afterAll(async () => {
      sockets.forEach((socket) => socket.destroy())
      await new Promise((done) => server.close(done))
    })`
}

const limits = {
  fileDescriptors: 200,
  connections: { warn: 2, fail: 5 },
  heapGrowth: 16 * 1024 * 1024,
  externalGrowth: { fail: 16 * 1024 * 1024 },
}

const run = (given: object, names: readonly string[] = Object.keys(files), jest: '29' | '30' = '30') =>
  runJest({
    files: Object.fromEntries(Object.entries(files).filter(([name]) => names.includes(name))),
    config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { limits: given } } },
    args: ['-i'],
    jest,
  })

test.each(['30', '29'] as const)('what exceeds a limit fails its file, Jest %s', async (jest) => {
  const ran = await run(limits, undefined, jest)
  const failing = ran.json.testResults.filter(({ status }) => status === 'failed')
  expect(ran.code).toBe(1)
  expect(failing.map(({ name }) => name.replace(/.*[\\/]/, '')).sort()).toEqual([
    'big-buffers.test.js',
    'big-heap.test.js',
    'many-connections.test.js',
    ...(process.platform === 'linux' ? ['many-files.test.js'] : []),
  ])
  if (process.platform === 'linux') {
    expect(ran.file('many-files.test.js').message).toMatch(
      /LimitError: this process had 3\d\d file descriptors open at once, and its limit is 200\n/,
    )
    expect(ran.file('many-files.test.js').message).toContain('most:    when "files › opens many" ended')
  }
  const { message } = ran.file('many-connections.test.js')
  expect(message).toContain('this file had 6 connections open at once, and its limit is 5')
  expect(message).toContain('limit:   limits: { connections: 5 }')
  expect(ran.file('big-heap.test.js').message).toMatch(
    /the heap grew by (29|3\d)\.\d MB during the tests of this file, and its limit is 16\.0 MB/,
  )
  expect(ran.file('big-buffers.test.js').message).toMatch(
    /memory outside the heap grew by (29|3\d)\.\d MB .* and its limit is 16\.0 MB/,
  )
})

test('what is only warned of has a line in the summary, and passes', async () => {
  const names = ['many-connections.test.js', 'few-connections.test.js']
  const ran = await run({ connections: { warn: 5 } }, names)
  expect(ran.code).toBe(0)
  expect(ran.output).toContain(
    'Limits:      many-connections.test.js: this file had 6 connections open at once, and its limit is 5',
  )
  expect(ran.output).not.toContain('few-connections.test.js:')
})

test('a docblock raises the limit of one file', async () => {
  const many = connections(6)
  const ran = await runJest({
    files: {
      'a.test.js': `/** @leakguard { "limits": { "connections": 8 } } */\n${many}`,
      'b.test.js': connections(2),
      'c.test.js': many,
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { limits: { connections: 5 } } },
    },
  })
  expect(ran.output).toContain('FAIL ./c.test.js')
  expect(ran.output).toContain('Test Suites: 1 failed, 2 passed, 3 total')
})
