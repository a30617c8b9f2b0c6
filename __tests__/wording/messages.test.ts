import type { Facts, Frame, Leak, LeakType, Owner } from '../../src/verdict/leak'
import { headline, helpFor, message } from '../../src/wording/message'
import { leakTypes, wordingOf } from '../../src/wording/types'

const frame: Frame = { kind: 'project', text: 'at open (/app/src/open.ts:3:5)', loadsModule: false }
const owners = {
  test: { kind: 'test', path: ['orders', 'ships'], file: '/app/a.test.ts' },
  describe: { kind: 'describe', path: ['orders', 'refund'], file: '/app/a.test.ts' },
  file: { kind: 'file', path: [], file: '/app/a.test.ts' },
} as const satisfies Record<string, Owner>

const leak = (type: LeakType, facts: Facts = {}, changes: Partial<Leak> = {}): Leak => ({
  type,
  severity: 'fail',
  owner: owners.test,
  ownerId: 1,
  count: 1,
  site: 'open',
  hook: undefined,
  state: 'open',
  facts,
  frames: [frame],
  chain: [frame],
  fingerprint: '0123456789abcdef',
  thirdParty: false,
  opener: undefined,
  through: undefined,
  helper: undefined,
  packages: [],
  members: [1],
  ...changes,
})

const passed = { outcome: 'passed', closed: undefined } as const
const timer = { call: 'setInterval', delay: 1000 }
const server = { protocol: 'HTTP', address: '127.0.0.1:4000' }
const pool = { max: 10, total: 3, idle: 2, waiting: 0, checkedOut: 1 }

/** The facts of one leak, its message, and the headline's words for three of them. */
interface Golden {
  readonly facts: Facts
  readonly message: string
  readonly three: string
}

const golden: Record<LeakType, Golden> = {
  timer: {
    facts: timer,
    message: `this test leaked a timer: it was started here and never cleared

  timer:   setInterval, every 1000 ms
  help:    keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterEach\``,
    three: '3 timers: they were started here and never cleared',
  },
  'unref-timer': {
    facts: { call: 'setTimeout', delay: 50 },
    message: `this test leaked an unref'd timer: it was started here and never cleared

  timer:   setTimeout, due after 50 ms; unref'd, it fires for as long as the process lives
  help:    \`clearTimeout(timer)\` in \`afterEach\``,
    three: "3 unref'd timers: they were started here and never cleared",
  },
  'immediate-loop': {
    facts: {},
    message: `this test leaked a loop of immediates: it was scheduled here and never stopped

  loop:    setImmediate schedules itself again, turn after turn
  help:    \`clearImmediate(immediate)\` in \`afterEach\``,
    three: '3 loops of immediates: they were scheduled here and never stopped',
  },
  'tcp-server': {
    facts: { ...server, protocol: 'TCP' },
    message: `this test leaked a TCP server: it was told to listen here and never closed

  server:  listening on 127.0.0.1:4000
  help:    \`await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 TCP servers: they were told to listen here and never closed',
  },
  'tls-server': {
    facts: { ...server, protocol: 'TLS' },
    message: `this test leaked a TLS server: it was told to listen here and never closed

  server:  listening on 127.0.0.1:4000
  help:    \`await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 TLS servers: they were told to listen here and never closed',
  },
  'http-server': {
    facts: { ...server, parts: 2 },
    message: `this test leaked an HTTP server: it was told to listen here and never closed

  server:  listening on 127.0.0.1:4000, 2 open connections
  help:    \`server.closeAllConnections(); await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 HTTP servers: they were told to listen here and never closed',
  },
  'https-server': {
    facts: { protocol: 'HTTPS' },
    message: `this test leaked an HTTPS server: it was told to listen here and never closed

  server:  listening
  help:    \`await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 HTTPS servers: they were told to listen here and never closed',
  },
  'http2-server': {
    facts: { ...server, protocol: 'HTTP/2', parts: 1 },
    message: `this test leaked an HTTP/2 server: it was told to listen here and never closed

  server:  listening on 127.0.0.1:4000, 1 open connection
  help:    \`await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 HTTP/2 servers: they were told to listen here and never closed',
  },
  'unix-server': {
    facts: { protocol: 'TCP', address: '/tmp/a.sock' },
    message: `this test leaked a server on a unix socket: it was told to listen here and never closed

  server:  listening on /tmp/a.sock
  help:    \`await new Promise((done) => server.close(done))\` in \`afterEach\``,
    three: '3 servers on unix sockets: they were told to listen here and never closed',
  },
  'tcp-socket': {
    facts: { accepted: false, peer: '127.0.0.1:4000' },
    message: `this test leaked a TCP connection: it was opened here and never closed

  peer:    127.0.0.1:4000
  help:    \`socket.destroy()\` in \`afterEach\``,
    three: '3 TCP connections: they were opened here and never closed',
  },
  'tls-socket': {
    facts: { accepted: false, connecting: true },
    message: `this test leaked a TLS connection: it was opened here and never closed

  state:   still connecting
  help:    \`socket.destroy()\` in \`afterEach\``,
    three: '3 TLS connections: they were opened here and never closed',
  },
  'unix-socket': {
    facts: { accepted: true },
    message: `this test leaked an accepted unix-socket connection: it was accepted by a server here and never closed

  help:    \`socket.destroy()\` in \`afterEach\``,
    three: '3 accepted unix-socket connections: they were accepted by a server here and never closed',
  },
  'udp-socket': {
    facts: { address: '0.0.0.0:5000' },
    message: `this test leaked a UDP socket: it was opened here and never closed

  bound:   0.0.0.0:5000
  help:    \`socket.close()\` in \`afterEach\``,
    three: '3 UDP sockets: they were opened here and never closed',
  },
  'dns-request': {
    facts: { name: 'orders.example', record: 'MX' },
    message: `this test leaked a DNS request: it was sent here and never answered

  name:    orders.example (MX)
  help:    send it through a \`new Resolver()\` of your own, and \`resolver.cancel()\` in \`afterEach\``,
    three: '3 DNS requests: they were sent here and never answered',
  },
  pipe: {
    facts: {},
    message: `this test leaked a pipe: it was opened here and never closed

  help:    \`stream.destroy()\` in \`afterEach\``,
    three: '3 pipes: they were opened here and never closed',
  },
  stdin: {
    facts: {},
    message: `this test leaked a reader of standard input: it was attached here and never paused

  help:    \`process.stdin.pause()\` in \`afterEach\``,
    three: '3 readers of standard input: they were attached here and never paused',
  },
  'message-port': {
    facts: {},
    message: `this test leaked a message port that is listened on: it was created here and never closed

  help:    \`port.close()\` in \`afterEach\``,
    three: '3 message ports that are listened on: they were created here and never closed',
  },
  'broadcast-channel': {
    facts: {},
    message: `this test leaked a broadcast channel: it was created here and never closed

  help:    \`channel.close()\` in \`afterEach\``,
    three: '3 broadcast channels: they were created here and never closed',
  },
  'http-agent': {
    facts: { hosts: 'api.test:80, 127.0.0.1:4000', parts: 3 },
    message: `this test leaked a keep-alive agent: it was created here and never destroyed

  agent:   3 idle sockets to api.test:80, 127.0.0.1:4000
  help:    \`agent.destroy()\` in \`afterEach\``,
    three: '3 keep-alive agents: they were created here and never destroyed',
  },
  'http-response': {
    facts: { request: 'GET http://127.0.0.1:4000/orders' },
    message: `this test leaked an HTTP response: it was requested here and never read

  request: GET http://127.0.0.1:4000/orders
  help:    read the body to its end, or \`response.destroy()\` in \`afterEach\``,
    three: '3 HTTP responses: they were requested here and never read',
  },
  'http2-session': {
    facts: { accepted: false, peer: 'https://api.test' },
    message: `this test leaked an HTTP/2 session: it was opened here and never closed

  peer:    https://api.test
  help:    \`await new Promise((done) => session.close(done))\` in \`afterEach\``,
    three: '3 HTTP/2 sessions: they were opened here and never closed',
  },
  'http2-stream': {
    facts: {},
    message: `this test leaked an HTTP/2 stream: it was opened here and never closed

  help:    \`stream.close()\` in \`afterEach\``,
    three: '3 HTTP/2 streams: they were opened here and never closed',
  },
  'child-process': {
    facts: { pid: 4711, command: 'sleep 60' },
    message: `this test leaked a child process: it was spawned here and is still running

  process: pid 4711, \`sleep 60\`
  help:    \`child.kill()\` and wait for it, \`await once(child, 'exit')\`, in \`afterEach\``,
    three: '3 child processes: they were spawned here and are still running',
  },
  'worker-thread': {
    facts: { threadId: 2 },
    message: `this test leaked a worker thread: it was started here and never terminated

  thread:  2
  help:    \`await worker.terminate()\` in \`afterEach\``,
    three: '3 worker threads: they were started here and never terminated',
  },
  'inspector-session': {
    facts: {},
    message: `this test leaked an inspector session that tracks heap objects: it was created here and never disconnected

  help:    \`session.disconnect()\` in \`afterEach\``,
    three: '3 inspector sessions that track heap objects: they were created here and never disconnected',
  },
  'file-watcher': {
    facts: { call: 'fs.watchFile' },
    message: `this test leaked a file watcher: it was started here and never closed

  watcher: fs.watchFile
  help:    \`fs.unwatchFile(path)\` in \`afterEach\``,
    three: '3 file watchers: they were started here and never closed',
  },
  'file-stream': {
    facts: { direction: 'write', path: '/tmp/out.txt' },
    message: `this test leaked a file write stream: it was opened here and never closed

  file:    /tmp/out.txt
  help:    \`await new Promise((done) => stream.end(done))\` in \`afterEach\``,
    three: '3 file write streams: they were opened here and never closed',
  },
  'file-handle': {
    facts: { fd: 20 },
    message: `this test leaked a file handle: it was opened here and never closed

  help:    \`await handle.close()\` in \`afterEach\``,
    three: '3 file handles: they were opened here and never closed',
  },
  'file-descriptor': {
    facts: { fd: 20, path: '/tmp/in.txt' },
    message: `this test leaked a file descriptor: it was opened here and never closed

  file:    /tmp/in.txt
  help:    \`fs.closeSync(fd)\` in \`afterEach\``,
    three: '3 file descriptors: they were opened here and never closed',
  },
  directory: {
    facts: { path: '/tmp' },
    message: `this test leaked an open directory: it was opened here and never closed

  path:    /tmp
  help:    \`await dir.close()\` in \`afterEach\``,
    three: '3 open directories: they were opened here and never closed',
  },
  readline: {
    facts: { stdin: true },
    message: `this test leaked a readline interface: it was created here and never closed

  input:   standard input
  help:    \`rl.close()\` in \`afterEach\``,
    three: '3 readline interfaces: they were created here and never closed',
  },
  'zlib-stream': {
    facts: { kind: 'Gzip' },
    message: `this test leaked a compression stream: it was created here and never ended or destroyed

  stream:  Gzip
  help:    \`stream.destroy()\` in \`afterEach\``,
    three: '3 compression streams: they were created here and never ended or destroyed',
  },
  'pg-pool': {
    facts: { ...pool, server: 'app@db:5432/shop' },
    message: `this test leaked a PostgreSQL pool: it was created here and never ended

  pool:    app@db:5432/shop, max 10: 1 checked out, 2 idle, 0 waiting
  help:    \`client.release()\` for each that is checked out, then \`await pool.end()\` in \`afterEach\``,
    three: '3 PostgreSQL pools: they were created here and never ended',
  },
  'pg-client': {
    facts: { ...pool, checkedOut: true, activity: 'idle in transaction' },
    message: `this test leaked a PostgreSQL client: it was checked out here and never released

  pool:    max 10: 1 checked out, 2 idle, 0 waiting
  state:   idle in transaction
  help:    release it in \`finally\`: \`try { … } finally { client.release() }\``,
    three: '3 PostgreSQL clients: they were checked out here and never released',
  },
  'pg-transaction': {
    facts: { activity: 'idle in transaction' },
    message: `this test leaked a PostgreSQL transaction: it was begun here and neither committed nor rolled back

  state:   idle in transaction
  help:    \`await client.query("ROLLBACK")\` in \`catch\`, before \`client.release()\``,
    three: '3 PostgreSQL transactions: they were begun here and neither committed nor rolled back',
  },
  'pg-query': {
    facts: { statement: 'select pg_sleep(?)' },
    message: `this test leaked a PostgreSQL query: it was sent here and is still running

  query:   select pg_sleep(?)
  help:    wait for it, also when its result does not matter: \`await client.query(…)\``,
    three: '3 PostgreSQL queries: they were sent here and are still running',
  },
  'pg-advisory-lock': {
    facts: { statement: 'select pg_advisory_lock(?)' },
    message: `this test leaked a PostgreSQL advisory lock: it was taken here and never released

  lock:    select pg_advisory_lock(?)
  help:    \`pg_advisory_unlock(…)\` in \`finally\`, or \`pg_advisory_xact_lock(…)\`, which ends with its transaction`,
    three: '3 PostgreSQL advisory locks: they were taken here and never released',
  },
  'pg-listen': {
    facts: { channel: 'orders' },
    message: `this test leaked a PostgreSQL LISTEN: it was started here and never stopped

  channel: orders
  help:    \`await client.query("UNLISTEN *")\` in \`afterEach\`, before the client goes back to its pool`,
    three: '3 PostgreSQL LISTENs: they were started here and never stopped',
  },
  'sqlite-database': {
    facts: { name: 'shop.db', inTransaction: true, busy: true },
    message: `this test leaked a SQLite database: it was opened here and never closed

  file:    shop.db, in a transaction, with an iterator open
  help:    end the iterator (\`iterator.return()\`), then \`db.close()\` in \`afterEach\``,
    three: '3 SQLite databases: they were opened here and never closed',
  },
  'sqlite-transaction': {
    facts: { name: 'shop.db' },
    message: `this test leaked a SQLite transaction: it was begun here and neither committed nor rolled back

  file:    shop.db
  help:    \`db.exec("ROLLBACK")\` in \`catch\`, or \`db.transaction(fn)\` where the library has it`,
    three: '3 SQLite transactions: they were begun here and neither committed nor rolled back',
  },
  'sqlite-iterator': {
    facts: { name: 'shop.db', statement: 'select * from orders' },
    message: `this test leaked a SQLite iterator: it was started here and never finished

  rows:    select * from orders, of shop.db
  help:    call \`iterator.return()\` in \`finally\`; \`for … of\` does so by itself`,
    three: '3 SQLite iterators: they were started here and never finished',
  },
  'sqlite-wal': {
    facts: { names: 'shop.db-wal and shop.db-shm' },
    message: `this test leaked the write-ahead log of a SQLite database: it was opened here and left behind

  files:   shop.db-wal and shop.db-shm
  help:    close each connection before its file is removed or copied, and remove the log with the database`,
    three: '3 write-ahead logs of SQLite databases: they were opened here and left behind',
  },
  'mysql-pool': {
    facts: pool,
    message: `this test leaked a MySQL pool: it was created here and never ended

  pool:    max 10: 1 checked out, 2 idle, 0 waiting
  help:    \`await pool.end()\` in \`afterEach\``,
    three: '3 MySQL pools: they were created here and never ended',
  },
  'mysql-connection': {
    facts: { server: 'app@db:3306/shop' },
    message: `this test leaked a MySQL connection: it was opened here and never ended

  server:  app@db:3306/shop
  help:    \`await connection.end()\` in \`afterEach\``,
    three: '3 MySQL connections: they were opened here and never ended',
  },
  'mongo-client': {
    facts: { server: 'db:27017', status: 'connected' },
    message: `this test leaked a MongoDB client: it was created here and never closed

  server:  db:27017, connected
  help:    \`await client.close()\` in \`afterEach\``,
    three: '3 MongoDB clients: they were created here and never closed',
  },
  'redis-client': {
    facts: { server: 'db:6379', status: 'ready', library: 'ioredis' },
    message: `this test leaked a Redis client: it was created here and never closed

  server:  db:6379, ready
  help:    \`await redis.quit()\` in \`afterEach\` (\`redis.disconnect()\` when the server is away)`,
    three: '3 Redis clients: they were created here and never closed',
  },
  'connection-churn': {
    facts: { kind: 'pg-pool', limit: 2 },
    message: `this test made one more connection where another would have served: it was created here and closed one after the other

  limit:   2 for one owner (\`churnLimit\`)
  help:    create one, in \`beforeAll\` or with what uses it, reuse it, and close it in \`afterAll\``,
    three: '3 PostgreSQL pools: they were created here and closed one after the other',
  },
  singleton: {
    facts: { name: 'DatabaseService', problem: 'left open', open: 'pg-pool' },
    message: `this test leaked the singleton DatabaseService: it was created here and its reset left something open

  open:    pg-pool
  help:    the reset must close what the instance holds, and wait for that`,
    three:
      '3 instances of the singleton DatabaseService: they were created here and its reset left something open',
  },
  'discovered-singleton': {
    facts: { name: 'DatabaseService', problem: 'discovered', module: 'src/db.ts', export: 'DatabaseService' },
    message: `this test leaked the singleton DatabaseService: it was created here and never reset

  help:    \`registerSingleton(DatabaseService)\` in a setup file, or \`singletons: { modules: ['./src/db#DatabaseService'] }\``,
    three: '3 instances of the singleton DatabaseService: they were created here and never reset',
  },
  env: {
    facts: { key: 'TZ', change: 'set' },
    message: `this test left \`process.env.TZ\` set: it was set here and never restored

  help:    \`delete process.env.TZ\` in \`afterEach\``,
    three: '3 changes of the environment: they were set here and never restored',
  },
  cwd: {
    facts: { before: '.', now: 'packages/a' },
    message: `this test left the working directory changed: it was changed here and never changed back

  cwd:     from . to packages/a
  help:    keep what \`process.cwd()\` returns and \`process.chdir()\` there in \`afterEach\``,
    three: '3 changes of the working directory: they were changed here and never changed back',
  },
  'core-module': {
    facts: { key: 'fs.readFileSync' },
    message: `this test left \`fs.readFileSync\` replaced, for every test file of this process: it was replaced here and never restored

  help:    use \`jest.spyOn()\` and \`mockRestore()\`, or put \`fs.readFileSync\` back in \`afterEach\``,
    three: '3 replaced functions of core modules: they were replaced here and never restored',
  },
  prototype: {
    facts: { key: 'Array.prototype.last', change: 'added' },
    message: `this test left \`Array.prototype.last\` added: it was added here and never restored

  help:    \`delete Array.prototype.last\` in \`afterEach\``,
    three: '3 changes of built-in classes: they were added here and never restored',
  },
  'process-listener': {
    facts: { event: 'SIGTERM', added: 2 },
    message: `this test left 2 listeners for \`SIGTERM\` on \`process\`: they were added here and never removed

  help:    \`process.off('SIGTERM', listener)\` in \`afterEach\``,
    three: '3 listeners on `process`: they were added here and never removed',
  },
  'fake-timers': {
    facts: {},
    message: `this test left \`jest.useFakeTimers()\` on: it was switched on here and never switched off

  help:    \`jest.useRealTimers()\` in \`afterEach\``,
    three: '3 sets of fake timers: they were switched on here and never switched off',
  },
  spy: {
    facts: { key: 'console.error', call: 'spyOn' },
    message: `this test left a spy on \`console.error\`: it was placed here and never restored

  help:    \`spy.mockRestore()\` or \`jest.restoreAllMocks()\` in \`afterEach\`, or \`restoreMocks: true\` in the configuration`,
    three: '3 spies: they were placed here and never restored',
  },
  'module-mock': {
    facts: { key: 'src/config.js' },
    message: `this test left a mock of the module \`src/config.js\`: it was registered here and never removed

  help:    \`jest.dontMock('src/config.js')\` in \`afterEach\`, with the path that it was mocked by`,
    three: '3 mocks of modules: they were registered here and never removed',
  },
  umask: {
    facts: { before: '0o022', now: '0o077' },
    message: `this test left \`process.umask()\` at 0o077: it was set here and never restored

  help:    \`process.umask(0o022)\` in \`afterEach\``,
    three: '3 masks of file permissions: they were set here and never restored',
  },
  global: {
    facts: { key: 'fetch', change: 'replaced' },
    message: `this test left the global \`fetch\` replaced: it was replaced here and never restored

  help:    keep what it was and set \`globalThis.fetch\` to that in \`afterEach\``,
    three: '3 changes of globals: they were replaced here and never restored',
  },
  'emitter-listener': {
    facts: { emitter: 'Server', event: 'error', added: 11 },
    message: `this test left 11 listeners for \`error\` on \`Server\`: they were added here and never removed

  help:    \`emitter.off('error', listener)\` in \`afterEach\``,
    three: '3 listeners on what outlives the tests: they were added here and never removed',
  },
  'process-title': {
    facts: {},
    message: `this test left \`process.title\` changed: it was changed here and never restored

  help:    set \`process.title\` to what it was in \`afterEach\``,
    three: '3 changes of `process.title`: they were changed here and never restored',
  },
  'exit-code': {
    facts: { before: 'unset', now: '3' },
    message: `this test left \`process.exitCode\` at 3: it was set here and never restored

  help:    set \`process.exitCode\` to \`undefined\` in \`afterEach\`: Jest ends with it`,
    three: '3 exit codes: they were set here and never restored',
  },
  'max-listeners': {
    facts: { before: '10', now: '50' },
    message: `this test left \`EventEmitter.defaultMaxListeners\` at 50: it was set here and never restored

  help:    set it to 10 in \`afterEach\`, or use \`emitter.setMaxListeners()\``,
    three: '3 limits of listeners: they were set here and never restored',
  },
  'stack-trace': {
    facts: { property: 'stackTraceLimit', before: '100', now: '7' },
    message: `this test left \`Error.stackTraceLimit\` changed: it was changed here and never restored

  limit:   from 100 to 7
  help:    keep what it was and set \`Error.stackTraceLimit\` to that in \`afterEach\``,
    three: '3 changes of stack traces: they were changed here and never restored',
  },
}

describe.each(leakTypes)('%s', (type) => {
  const { facts, message: one, three } = golden[type]

  test('one', () => {
    expect(message(leak(type, facts), passed)).toBe(one)
  })

  test('several', () => {
    expect(headline(leak(type, facts, { count: 3 }))).toBe(
      `this test ${wordingOf(type).verb ?? 'leaked'} ${three}`,
    )
  })
})

describe('facts change the words', () => {
  test('a delay with jitter is told in whole milliseconds', () => {
    const facts = { call: 'setTimeout', delay: 384.310_790_000_017_73 }
    expect(message(leak('timer', facts), passed)).toContain('setTimeout, due after 384 ms')
  })

  test.each<[string, LeakType, Facts, string]>([
    [
      'a timer of timers/promises',
      'timer',
      { call: 'setTimeout', delay: 50, promise: true },
      'pass a `signal` to `setTimeout()` of timers/promises and abort it in `afterEach`',
    ],
    [
      'AbortSignal.timeout',
      'unref-timer',
      { call: 'AbortSignal.timeout', delay: 50 },
      'use an `AbortController` with a timer of your own, and clear that',
    ],
    [
      'a body of fetch',
      'http-response',
      { peer: '127.0.0.1:4000' },
      'read the body (`await response.text()`) or drop it: `await response.body?.cancel()`',
    ],
    [
      'a body of fetch that is being read',
      'http-response',
      { peer: '127.0.0.1:4000', reading: true },
      'wait for the end of the body, or `await reader.cancel()` in `afterEach`',
    ],
    [
      'a response that is being read',
      'http-response',
      { request: 'GET http://127.0.0.1:4000/', reading: true },
      'wait for the end of the body, or `response.destroy()` in `afterEach`',
    ],
    [
      'a shell',
      'child-process',
      { pid: 4711, command: '/bin/sh -c "npm start"', shell: true },
      'spawn it with `detached: true`, and end its whole group in `afterEach`: `process.kill(-child.pid)`',
    ],
    [
      'the pipes of a child process that has ended',
      'pipe',
      { pid: 4711, command: '/bin/sh -c "npm start"', shell: true },
      'spawn it with `detached: true`, and end its whole group in `afterEach`: `process.kill(-child.pid)`',
    ],
    [
      'a read stream',
      'file-stream',
      { direction: 'read' },
      'read it to the end, or `stream.destroy()` in `afterEach`',
    ],
    [
      'fs.promises.watch',
      'file-watcher',
      { call: 'fs.promises.watch' },
      '`controller.abort()` in `afterEach`',
    ],
    [
      'a client of its own',
      'pg-client',
      { server: 'app@db:5432/shop', busy: false },
      '`await client.end()` in `afterEach`',
    ],
    [
      'a client of its own that nobody waits for',
      'pg-client',
      { server: 'app@db:5432/shop', busy: true },
      'wait for its query, then `await client.end()` in `afterEach`',
    ],
    [
      'a request without an answer',
      'tcp-socket',
      { request: 'GET http://127.0.0.1:4000/' },
      '`request.destroy()` in `afterEach`',
    ],
    ['node-redis', 'redis-client', { library: 'redis' }, '`await client.close()` in `afterEach`'],
  ])('help for %s', (_name, type, facts, help) => {
    expect(helpFor(leak(type, facts))).toBe(help)
  })

  test.each<[LeakType, Facts, string, string]>([
    ['pg-transaction', {}, 'knex', 'in `catch`: `await transaction.rollback()`'],
    ['sqlite-transaction', {}, 'sequelize', 'in `catch`: `await transaction.rollback()`'],
    [
      'pg-transaction',
      {},
      'drizzle-orm',
      '`await client.query("ROLLBACK")` in `catch`, before `client.release()`',
    ],
    ['pg-query', {}, 'knex', 'wait for it, also when its result does not matter: `await client.query(…)`'],
    [
      'pg-client',
      { checkedOut: true },
      'drizzle-orm',
      'release it in `finally`: `try { … } finally { client.release() }`',
    ],
    ['pg-client', { checkedOut: true }, 'knex', 'in `finally`: `await transaction.rollback()`'],
    ['pg-client', { checkedOut: true }, 'typeorm', 'in `finally`: `await queryRunner.release()`'],
    ['pg-pool', { checkedOut: 0 }, 'typeorm', 'in `afterEach`: `await dataSource.destroy()`'],
    [
      'pg-pool',
      { checkedOut: 1 },
      'typeorm',
      'in `afterEach`: `await queryRunner.release()`, then `await dataSource.destroy()`',
    ],
    ['pg-client', {}, 'knex', 'in `afterEach`: `await knex.destroy()`'],
  ])('help for %s with %j, below %s: not to end what others use', (type, facts, name, help) => {
    expect(helpFor({ ...leak(type, facts), packages: ['pg', name] })).toBe(help)
  })

  test.each<[LeakType, Facts, Partial<Leak>, string]>([
    [
      'timer',
      { call: 'setInterval' },
      { effect: 'angular' },
      'keep what `setInterval()` returns and call `clearInterval(timer)` in `ngOnDestroy`',
    ],
    [
      'pg-pool',
      {},
      { effect: 'nest', owner: owners.file, packages: ['pg'] },
      '`await pool.end()` in `onModuleDestroy`, and `await app.close()` in `afterAll`',
    ],
    [
      'redis-client',
      { library: 'redis' },
      { effect: 'nest' },
      '`await client.close()` in `onModuleDestroy`, and `await app.close()` in `afterEach`',
    ],
    // Nothing of the project's opened it there.
    [
      'timer',
      {},
      { effect: 'nest', thirdParty: true, packages: ['@nestjs/schedule'] },
      'in `afterEach`: `await app.close()`',
    ],
  ])('help for %s with %j in an object of a framework: %j', (type, facts, changes, help) => {
    expect(helpFor(leak(type, facts, changes))).toBe(help)
  })

  test.each<[LeakType, Facts, string]>([
    ['unix-server', { protocol: 'HTTP' }, 'an HTTP server on a unix socket: it was told to listen here'],
    ['tcp-socket', { accepted: true }, 'an accepted TCP connection: it was accepted by a server here'],
    ['tls-socket', { webSocket: true }, 'a WebSocket connection: it was opened here'],
    ['http2-session', { accepted: true }, 'an accepted HTTP/2 session: it was accepted by a server here'],
    ['file-stream', { direction: 'read' }, 'a file read stream: it was opened here'],
    ['pg-client', {}, 'a PostgreSQL client: it was connected here'],
    ['http-server', { protocol: 'HTTP', made: true }, 'an HTTP server: it was made here'],
  ])('headline of %s with %j', (type, facts, words) => {
    expect(headline(leak(type, facts))).toContain(`this test leaked ${words} and `)
  })
})

describe('owners', () => {
  test('a describe block is named in the headline, and cleaned up in afterAll', () => {
    expect(message(leak('timer', timer, { owner: owners.describe }), passed)).toBe(
      `orders › refund: this describe block leaked a timer: it was started here and never cleared

  timer:   setInterval, every 1000 ms
  help:    keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterAll\``,
    )
  })

  test('a file is cleaned up in afterAll', () => {
    expect(message(leak('timer', timer, { owner: owners.file, count: 2 }), passed)).toBe(
      `this file leaked 2 timers: they were started here and never cleared

  timer:   setInterval, every 1000 ms
  help:    keep what \`setInterval()\` returns and call \`clearInterval(timer)\` in \`afterAll\``,
    )
  })
})

describe('third parties', () => {
  const metrics = { thirdParty: true, opener: { name: 'metrics', version: '1.2.3' } }

  test('are named with their version; their resources are not for the project to close', () => {
    expect(message(leak('timer', timer, metrics), passed)).toBe(
      `this test leaked a timer: it was started by metrics 1.2.3 here and never cleared

  timer:   setInterval, every 1000 ms`,
    )
  })

  test('have a call of their own when they are known', () => {
    const ioredis = { name: 'ioredis', version: undefined }
    const known = { thirdParty: true, opener: ioredis, through: ioredis, packages: ['ioredis'] }

    expect(message(leak('timer', timer, known), passed)).toBe(
      `this test leaked a timer: it was started by ioredis here and never cleared

  timer:   setInterval, every 1000 ms
  help:    in \`afterEach\`: \`await redis.quit()\` (\`redis.disconnect()\` when the server is away)`,
    )
  })

  test('have the call of the package that is held, which is named beside the one that opened it', () => {
    const [opener, through] = [
      { name: 'ioredis', version: '5.7.0' },
      { name: 'bull', version: '4.16.5' },
    ]
    const known = { thirdParty: true, opener, through, packages: ['ioredis', 'bull'] }

    expect(message(leak('timer', timer, known), passed)).toBe(
      `this test leaked a timer: it was started by ioredis 5.7.0 here and never cleared

  timer:   setInterval, every 1000 ms
  via:     bull 4.16.5
  help:    in \`afterEach\`: \`await queue.close()\``,
    )
  })

  test('are unknown without a single frame', () => {
    const unknown = { thirdParty: true, frames: [] }

    expect(message(leak('file-descriptor', { path: '/tmp/in.txt' }, unknown), passed)).toBe(
      `this test leaked a file descriptor: it was opened and never closed

  file:    /tmp/in.txt`,
    )
  })
})

describe('packages between the project and the resource', () => {
  test('are named, with the call of the outermost one that is known', () => {
    const changes = {
      through: { name: 'fastify', version: '5.6.1' },
      packages: ['avvio', 'fastify'],
      owner: owners.file,
    }

    expect(message(leak('http-server', server, changes), passed)).toBe(
      `this file leaked an HTTP server: it was told to listen here and never closed

  server:  listening on 127.0.0.1:4000
  via:     fastify 5.6.1
  help:    in \`afterAll\`: \`await app.close()\``,
    )
  })

  test('go unmentioned when the type says them', () => {
    const changes = { through: { name: 'pg-pool', version: '3.14.0' }, packages: ['pg-pool', 'pg'] }

    expect(message(leak('pg-pool', pool, changes), passed)).toBe(
      `this test leaked a PostgreSQL pool: it was created here and never ended

  pool:    max 10: 1 checked out, 2 idle, 0 waiting
  help:    \`client.release()\` for each that is checked out, then \`await pool.end()\` in \`afterEach\``,
    )
  })

  test('outside of the type win over those of the type', () => {
    const changes = {
      through: { name: 'typeorm', version: '1.1.0' },
      packages: ['pg-pool', 'pg', 'typeorm'],
    }

    expect(message(leak('pg-pool', pool, changes), passed)).toContain(
      '\n  via:     typeorm 1.1.0\n  help:    in `afterEach`: `await queryRunner.release()`, then `await dataSource.destroy()`',
    )
  })

  test('of which no line of the project has called any: the one that opened it', () => {
    const changes = {
      thirdParty: true,
      opener: { name: 'own-cache', version: '2.0.0' },
      through: { name: 'own-scheduler', version: '1.0.0' },
      packages: ['own-cache', 'own-scheduler'],
    }

    expect(message(leak('timer', {}, changes), passed)).toContain(
      'help:    in `afterEach`: shut down the object of own-cache that opened it, by its own call',
    )
  })

  test('that nobody knows: whose object it is, but for what they hand out', () => {
    const changes = { through: { name: 'own-wrapper', version: undefined }, packages: ['own-wrapper'] }

    expect(message(leak('udp-socket', {}, changes), passed)).toBe(
      `this test leaked a UDP socket: it was opened here and never closed

  via:     own-wrapper
  help:    in \`afterEach\`: shut down the object of own-wrapper that opened it, by its own call`,
    )
    expect(helpFor(leak('child-process', { pid: 1 }, changes))).toContain('`child.kill()`')
    expect(helpFor(leak('timer', {}, { ...changes, endCall: 'await poller.stop()' }))).toBe(
      'in `afterEach`: `await poller.stop()`',
    )
  })
})

describe('rows', () => {
  test.each([
    ['failed', 'the test failed before, so its own clean-up may not have run'],
    ['timed out', 'the test timed out before, so its own clean-up may not have run'],
  ] as const)('say that the test %s', (outcome, note) => {
    expect(message(leak('pipe'), { outcome, closed: undefined })).toBe(
      `this test leaked a pipe: it was opened here and never closed

  note:    ${note}
  help:    \`stream.destroy()\` in \`afterEach\``,
    )
  })

  test('say that a hook of a block or a file timed out', () => {
    const owner = { kind: 'file', path: [], file: '/app/a.test.js' } as const
    expect(message({ ...leak('pipe'), owner }, { outcome: 'timed out', closed: undefined })).toContain(
      '\n  note:    a hook timed out before, so its own clean-up may not have run\n',
    )
  })

  test('say that a hook opened more than was closed', () => {
    expect(message(leak('pipe'), { ...passed, closedOnceFor: 3 })).toContain(
      '\n  note:    opened in `beforeEach` for each of 3 tests, closed once: move the close to `afterEach`\n',
    )
  })

  test('are six at most, in one order', () => {
    const changes = { state: 'closing', through: { name: 'execa', version: '9.0.0' } } as const
    const facts = { pid: 1, command: 'sleep 60' }

    expect(
      message(leak('child-process', facts, changes), { outcome: 'failed', closed: 'killed' })
        .split('\n')
        .slice(2),
    ).toEqual([
      '  process: pid 1, `sleep 60`',
      '  state:   its close had begun, but it did not end in time',
      '  note:    the test failed before, so its own clean-up may not have run',
      '  via:     execa 9.0.0',
      "  help:    `child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
      '  closed:  killed',
    ])
  })
})

test.each<[string, LeakType, Facts, string]>([
  [
    'a singleton that outlived its scope',
    'singleton',
    { name: 'Config', problem: 'never reset' },
    `this test leaked the singleton Config: it was created here and never reset

  help:    \`await Config.resetInstance()\` in \`afterEach\``,
  ],
  [
    'a reset that threw',
    'singleton',
    { name: 'Config', problem: 'threw', error: 'busy', open: 'timer' },
    `this test leaked the singleton Config: it was created here and its reset threw

  error:   busy; still open: timer
  help:    the reset must close what the instance holds and forget it: see the error above`,
  ],
  [
    'a reset that hung',
    'singleton',
    { name: 'Config', problem: 'hung', timeout: 2000 },
    `this test leaked the singleton Config: it was created here and its reset did not end within 2000 ms

  help:    bound its waits: release what is still checked out, or raise \`singletons.timeout\``,
  ],
  [
    'a reset that keeps the instance',
    'singleton',
    { name: 'Config', problem: 'not forgotten' },
    `this test leaked the singleton Config: it was created here and its reset did not forget the instance

  help:    set the field that holds the instance to undefined, then close what it held`,
  ],
  [
    'dependencies that form a cycle',
    'singleton',
    { name: 'A', problem: 'cycle', cycle: 'A → B → A' },
    `this test leaked the singleton A: it was created here and cannot be reset in order

  cycle:   A → B → A
  help:    remove one of these from \`dependsOn\``,
  ],
])('the message of %s', (_name, type, facts, expected) => {
  expect(message(leak(type, facts), passed)).toBe(expected)
})
