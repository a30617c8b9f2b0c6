import { rule, tester, typescript } from './tester'

const unawaited = (call: string) => ({
  message: `nobody waits for \`${call}\`: \`await\` it, or return its promise from the hook`,
})

const callback = (server: string) => ({
  message: `nobody waits for \`${server}.close()\`: \`await new Promise((done) => ${server}.close(done))\``,
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
    // By another name, later in the hook.
    'afterEach(async () => { httpServer.close(); await serverClosed })',
    "afterEach(async () => { server.close(); await once(server, 'close') })",
    "afterEach(async () => { if (server) { server.close(); await new Promise((end) => server.on('close', end)) } })",
    // What a library closes synchronously.
    'afterAll(() => { for (const client of wss.clients) client.terminate() })',
    "import { setupServer } from 'msw/node'; const server = setupServer(); afterAll(() => { server.close() })",
    "import { server } from './mocks/node'; afterAll(() => { server.close() })",
    "import { server } from './api'; afterEach(() => { server.resetHandlers() }); afterAll(() => { server.close() })",
    "const Database = require('better-sqlite3'); let db = new Database('x'); afterAll(() => { db.close() })",
  ],
  invalid: [
    { code: 'afterAll(() => { pool.end() })', errors: [unawaited('pool.end()')], output: null },
    {
      code: 'afterAll(async () => { this.server.close() })',
      errors: [callback('server')],
      output: null,
    },
    {
      code: 'let wss; afterAll(async () => { wss.close(); this.httpServer.close(); await backend.stop() })',
      errors: [callback('httpServer')],
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
    // Another one is waited for.
    { code: 'afterEach(async () => { server.close(); await once(other) })', errors: 1 },
    {
      code: "import { server } from './api'; afterAll(() => { server.close() })",
      errors: [callback('server')],
    },
    {
      code: "import { Worker } from 'worker_threads'; let it; beforeEach(() => { it = new Worker('x') }); afterEach(() => { it.terminate() })",
      errors: [unawaited('it.terminate()')],
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
