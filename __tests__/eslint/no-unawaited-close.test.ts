import { rule, tester, typescript } from './tester'

const unawaited = (call: string) => ({
  message: `nobody waits for \`${call}\`: \`await\` it, or return its promise from the hook`,
})

tester.run('no-unawaited-close', rule('no-unawaited-close'), {
  valid: [
    'afterAll(async () => { await pool.end() })',
    'afterAll(() => pool.end())',
    'afterEach(() => { return worker.terminate() })',
    'afterAll((done) => { server.close(done) })',
    'afterAll((done) => { redis.quit().then(done, done) })',
    'afterAll(() => { server.close(() => undefined) })',
    // Synchronous, or nothing says that it is not.
    'afterEach(() => { db.close(); watcher.close(); socket.destroy(); stream.end(); client.close() })',
    // No hook: the test itself may have its reasons.
    "test('closes', () => { void pool.end() })",
    'function afterwards() { pool.end() }',
    // Of a function inside.
    'afterEach(() => { stop = () => { pool.end() } })',
    'afterEach(() => { void report() })',
    // Waited for.
    'afterAll(() => Promise.all([a.close(), b.close()]))',
    'afterAll(async () => { await Promise.all(clients.map(async (client) => { await client.close() })) })',
    'afterAll(() => Promise.all(servers.map((server) => server.close())))',
    'afterAll(async () => { for (const client of clients) await client.close() })',
    'afterEach(() => { sockets.forEach((socket) => socket.destroy()) })',
    'afterEach(() => [1, 2])',
    // What a library closes synchronously.
    "const Database = require('better-sqlite3'); let db = new Database('x'); afterAll(() => { db.close() })",
  ],
  invalid: [
    { code: 'afterAll(() => { pool.end() })', errors: [unawaited('pool.end()')], output: null },
    {
      code: 'afterAll(async () => { this.server.close() })',
      errors: [unawaited('server.close()')],
      output: null,
    },
    { code: 'afterEach(() => { void client.close() })', errors: [unawaited('client.close()')] },
    {
      code: 'afterEach(() => { client.stop().catch(() => undefined) })',
      errors: [unawaited('client.stop()')],
    },
    { code: 'afterAll(function () { worker?.terminate() })', errors: [unawaited('worker.terminate()')] },
    {
      code: 'beforeEach(() => { if (used) DatabaseService.resetInstance() })',
      errors: [unawaited('DatabaseService.resetInstance()')],
    },
    { code: 'afterAll(() => { prisma.$disconnect(); redis.quit() })', errors: 2 },
    { code: 'afterAll(() => { client.close().then(() => log()) })', errors: [unawaited('client.close()')] },
    { code: 'afterAll(() => void pool.end())', errors: [unawaited('pool.end()')] },
    // Lists: Jest does not wait for what is in them.
    { code: 'afterAll(() => [a.close(), b.close()])', errors: [unawaited('a.close()')] },
    { code: 'afterAll(() => { return [a.close()] })', errors: [unawaited('a.close()')] },
    { code: 'afterAll(async () => { await [a.close()] })', errors: [unawaited('a.close()')] },
    {
      code: 'afterAll(async () => { Promise.all([a.close(), b.close()]) })',
      errors: [unawaited('a.close()')],
      output: 'afterAll(async () => { await Promise.all([a.close(), b.close()]) })',
    },
    {
      code: 'afterAll(() => { clients.forEach(async (client) => { await client.close() }) })',
      errors: [unawaited('client.close()')],
    },
    {
      code: 'afterAll(async () => { await clients.forEach(async (client) => client.close()) })',
      errors: [unawaited('client.close()')],
      output: null,
    },
    { code: 'afterAll(() => clients.forEach(async (client) => client.close()))', errors: 1 },
    { code: 'afterAll(() => { servers.map((server) => server.close()) })', errors: 1 },
    // `await` is added where it can stand.
    {
      code: 'afterAll(async () => { pool.end() })',
      errors: [unawaited('pool.end()')],
      output: 'afterAll(async () => { await pool.end() })',
    },
    {
      code: 'afterAll(async () => { void client.close() })',
      errors: 1,
      output: 'afterAll(async () => { await client.close() })',
    },
    {
      code: 'afterAll(async () => { client.stop().catch(() => undefined) })',
      errors: 1,
      output: 'afterAll(async () => { await client.stop().catch(() => undefined) })',
    },
    // What the library's documentation waits for.
    {
      code: "const { Queue } = require('bullmq'); let jobs; beforeEach(() => { jobs = new Queue('q') }); afterEach(() => { jobs.close() })",
      errors: [unawaited('jobs.close()')],
    },
  ],
})

typescript.run('no-unawaited-close, TypeScript', rule('no-unawaited-close'), {
  valid: ['afterAll(async (): Promise<void> => { await pool!.end() })'],
  invalid: [{ code: 'afterAll((): void => { void (pool as Pool).end() })', errors: 1 }],
})
