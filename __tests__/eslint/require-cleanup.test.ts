import { Linter } from 'eslint'

import plugin from '../../src/eslint'
import { rule, tester, typescript } from './tester'

const pg = "import { Pool } from 'pg'\n"
const store = { settings: { leakguard: { resources: [{ name: 'OrderStore', close: 'close' }] } } }

tester.run('require-cleanup', rule('require-cleanup'), {
  valid: [
    // Closed where it belongs.
    `${pg}let pool\nbeforeEach(() => { pool = new Pool() })\nafterEach(() => pool.end())`,
    `${pg}let pool\nbeforeAll(() => { pool = new Pool() })\nafterAll(async () => { await pool?.end() })`,
    `${pg}test('x', async () => { const pool = new Pool(); try { await pool.query('') } finally { await pool.end() } })`,
    `${pg}test('x', async () => { const pool = new Pool(); await pool.query(''); await pool.end() })`,
    `${pg}test('x', async () => { await using pool = new Pool(); await pool.query('') })`,
    `${pg}test('x', () => { using pool = new Pool() })`,
    // By helpers of the file, and by fixtures.
    `${pg}let pool\nfunction cleanup() { return pool.end() }\nbeforeAll(() => { pool = new Pool() })\nafterAll(cleanup)`,
    `${pg}let pool\nconst stop = async (one) => { await one.end() }\nbeforeAll(() => { pool = new Pool() })\nafterAll(() => stop(pool))`,
    `${pg}const pool = useResource(() => new Pool(), (pool) => pool.end())\ntest('x', () => pool().query(''))`,
    `${pg}const manage = managed()\ntest('x', () => { const pool = manage(new Pool(), (pool) => pool.end()) })`,
    `${pg}let pool\nbeforeEach(() => { pool = new Pool() })\nafterEach(() => disposeAll([() => pool.end()]))`,
    `${pg}const open = []\ntest('x', () => { const pool = new Pool(); open.push(pool) })`,
    `${pg}test('x', () => { const pool = new Pool(); const service = new Service(pool) })`,
    `${pg}let pool\nbeforeEach(() => { pool = new Pool() })\nafterEach((done) => pool.end(done))`,
    `${pg}test('x', () => { const pool = new Pool(); addCleanup(() => pool.end()) })`,
    `${pg}export function open() { return new Pool() }\ntest('x', async () => { const pool = open(); await pool.end() })`,
    // A factory that sees to it itself.
    `${pg}const open = () => { const pool = new Pool(); cleanUps.push(() => pool.end()); return pool }\ntest('x', () => { const pool = open() })`,
    `${pg}const open = () => { const pool = new Pool(); pools.push(pool); return pool }\ntest('x', () => { const pool = open() })`,
    // Ended by a signal.
    "import http from 'http'\ntest('x', () => { const ac = new AbortController(); const s = http.createServer(); s.listen({ port: 0, signal: ac.signal }); ac.abort() })",
    "import fs from 'fs'\ntest('x', () => { const watcher = fs.watch('.', { signal }) })",
    // No test.
    `${pg}export function open() { const pool = new Pool(); return pool }`,
    // Somebody else's Pool.
    "import { Pool } from './pool'\ntest('x', () => { const pool = new Pool() })",
    'class Pool {}\ntest("x", () => { const pool = new Pool() })',
    // Mocked.
    `${pg}jest.mock('pg')\ntest('x', () => { const pool = new Pool() })`,
    "import net from 'net'\njest.spyOn(net, 'connect')\ntest('x', () => { net.connect(1) })",
    // Nothing is open.
    "import http from 'node:http'\ntest('x', () => { const server = http.createServer() })",
    "import fastify from 'fastify'\ntest('x', async () => { const app = fastify(); await app.inject('/') })",
    "import mongoose from 'mongoose'\ntest('x', () => { const connection = mongoose.createConnection() })",
    "import { Agent } from 'node:http'\ntest('x', () => { const agent = new Agent() })",
    "import { createClient } from 'redis'\ntest('x', () => { const client = createClient() })",
    // Its options say so.
    "import { MikroORM } from '@mikro-orm/core'\ntest('x', async () => { const orm = await MikroORM.init({ ...options, connect: false }) })",
    "import { MikroORM } from '@mikro-orm/core'\ntest('x', async () => { const orm = await MikroORM.init(new Configuration({ connect: false }, false)) })",
    "import { MikroORM } from '@mikro-orm/core'\nconst options = { connect: false }\ntest('x', async () => { const orm = await MikroORM.init({ ...options, dbName }) })",
    "import { WebSocketServer } from 'ws'\ntest('x', () => { const wss = new WebSocketServer({ server, path: '/ws' }) })",
    "import Redis from 'ioredis'\ntest('x', () => { const redis = new Redis({ lazyConnect: true }) })",
    // It is expected to fail.
    `${pg}test('x', () => { expect(() => { new Pool(wrong) }).toThrow() })`,
    `import { connect } from 'nats'\ntest('x', async () => { async function start() { await connect(gone) }\nawait expect(start()).rejects.toThrow() })`,
    // Timers.
    "test('x', () => { const timer = setInterval(f, 10); clearInterval(timer) })",
    "test('x', () => { setInterval(f, 10).unref() })",
    "test('x', () => { const timer = setInterval(f, 10); timer.unref() })",
    "test('x', () => { jest.useFakeTimers(); setInterval(f, 10) })",
    "test('x', () => { setTimeout(f, 10) })",
    // The object itself goes on.
    "import http from 'node:http'\ntest('x', (done) => { const server = http.createServer().listen(0, () => server.close(done)) })",
    "import { MikroORM } from '@mikro-orm/core'\ntest('x', async () => { const opening = MikroORM.init(options); await opening.then((orm) => orm.close()) })",
    "import { PrismaClient } from '@prisma/client'\ntest('x', async () => { const client = new PrismaClient(); const prisma = client.$extends(more); await prisma.$disconnect() })",
    "import http from 'node:http'\ntest('x', async () => { const app = http.createServer(); const server = app.listen(0); server.close() })",
    "import WebSocket from 'ws'\ntest('x', (done) => { const ws = new WebSocket(url); ws.on('open', () => ws.close()); ws.on('close', done) })",
    "import { Worker } from 'node:worker_threads'\nimport { once } from 'node:events'\ntest('x', async () => { const worker = new Worker(f); await once(worker, 'exit') })",
    "import fs from 'node:fs'\ntest('x', () => { const fd = fs.openSync('a'); fs.closeSync(fd) })",
    "import schedule from 'node-schedule'\ntest('x', () => { schedule.scheduleJob(rule, f) })\nafterAll(() => schedule.gracefulShutdown())",
    // All connections of the module.
    "import mongoose from 'mongoose'\ntest('x', async () => { const db = mongoose.createConnection(url); await mongoose.disconnect() })",
    // Without `evenIfTestFails`, a close at the end of the test is one.
    {
      code: "test('x', () => { const store = new OrderStore(); if (a) { store.close(); return } store.close() })",
      ...store,
    },
    {
      code: "test('x', () => { const store = new OrderStore(); each(() => { return 1 }); store.close() })",
      ...store,
    },
  ],
  invalid: [
    {
      code: `${pg}let pool\nbeforeEach(() => {\n  pool = new Pool()\n})`,
      errors: [
        {
          line: 4,
          message: '`Pool` of pg, opened in `beforeEach`, is never closed: `await pool.end()` in `afterEach`',
          suggestions: [
            {
              desc: 'add `afterEach` with `await pool.end()`',
              output: `${pg}let pool\nbeforeEach(() => {\n  pool = new Pool()\n})\n\nafterEach(async () => {\n  await pool.end()\n})`,
            },
          ],
        },
      ],
    },
    {
      code: `${pg}describe('a', () => {\n  let db;\n  beforeAll(async () => {\n    db = new Pool();\n    await db.query('');\n  });\n});\n`,
      errors: [
        {
          message: '`Pool` of pg, opened in `beforeAll`, is never closed: `await pool.end()` in `afterAll`',
          suggestions: [
            {
              desc: 'add `afterAll` with `await db.end()`',
              output: `${pg}describe('a', () => {\n  let db;\n  beforeAll(async () => {\n    db = new Pool();\n    await db.query('');\n  });\n\n  afterAll(async () => {\n    await db.end();\n  });\n});\n`,
            },
          ],
        },
      ],
    },
    {
      code: `${pg}test('x', async () => { const pool = new Pool(); await pool.query('') })`,
      errors: [
        {
          message: '`Pool` of pg, opened in a test, is never closed: `await pool.end()` in `afterEach`',
          suggestions: [
            {
              desc: 'close it in `finally`: `await pool.end()`',
              output: `${pg}test('x', async () => { const pool = new Pool();\n                        try { await pool.query('') } finally { await pool.end() } })`,
            },
          ],
        },
      ],
    },
    {
      code: `${pg}test('x', async () => {\n  const pool = new Pool()\n  await pool.query('')\n})`,
      errors: [
        {
          message: '`Pool` of pg, opened in a test, is never closed: `await pool.end()` in `afterEach`',
          suggestions: [
            {
              desc: 'close it in `finally`: `await pool.end()`',
              output: `${pg}test('x', async () => {\n  const pool = new Pool()\n  try {\n  await pool.query('')\n} finally { await pool.end() } })`,
            },
          ],
        },
      ],
    },
    {
      code: "import http from 'node:http'\ntest('x', () => { http.createServer(f).listen(0) })",
      errors: [
        {
          message:
            '`createServer`, opened in a test, is kept by nobody, so that nobody can close it: `await new Promise((done) => server.close(done))` in `afterEach`',
        },
      ],
    },
    {
      code: "const express = require('express')\nconst app = express()\nlet server\nbeforeAll(() => { server = app.listen(0) })",
      errors: [
        { message: /^the server of `listen\(\)`, opened in `beforeAll`, is never closed: /, suggestions: 1 },
      ],
    },
    { code: "import app from '../app'\nlet server\nbeforeAll(() => { server = app.listen(0) })", errors: 1 },
    {
      code: "test('x', () => { setInterval(f, 10) })",
      errors: [
        {
          message:
            '`setInterval`, opened in a test, is kept by nobody, so that nobody can close it: keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
        },
      ],
    },
    {
      code: "import { Queue } from 'bullmq'\ntest.each([1])('x', () => { const queue = new Queue('q') })",
      errors: 1,
    },
    { code: "import * as pg from 'pg'\nit.only('x', () => { const pool = new pg.Pool() })", errors: 1 },
    { code: "import pg from 'pg'\nit('x', () => { const pool = new pg.Pool() })", errors: 1 },
    { code: "const pg = require('pg')\nit('x', () => { const pool = new pg.Pool() })", errors: 1 },
    { code: "const { Pool: P } = require('pg')\nit('x', () => { const pool = new P() })", errors: 1 },
    {
      code: "import mysql from 'mysql2/promise'\nit('x', async () => { const pool = mysql.createPool({}) })",
      errors: 1,
    },
    {
      code: "import { createClient } from 'redis'\ntest('x', async () => { const client = createClient(); await client.connect() })",
      errors: 1,
    },
    {
      code: "import { createClient } from 'redis'\ntest('x', async () => { const client = await createClient().connect() })",
      errors: 1,
    },
    {
      code: "import fastify from 'fastify'\ntest('x', async () => { const app = fastify(); await app.listen({ port: 0 }) })",
      errors: 1,
    },
    {
      code: "import { Agent } from 'node:http'\ntest('x', () => { const agent = new Agent({ keepAlive: true }); get({ x: 1 }) })",
      errors: 1,
    },
    {
      code: "import { MikroORM } from '@mikro-orm/core'\ntest('x', async () => { const orm = await MikroORM.init({ ...options, connect: true }) })",
      errors: 1,
    },
    {
      code: "import { MikroORM } from '@mikro-orm/core'\ntest('x', async () => { const opening = MikroORM.init(options); await opening.then((orm) => orm.seed()) })",
      errors: 1,
    },
    {
      code: "import { PrismaClient } from '@prisma/client'\ntest('x', async () => { const prisma = new PrismaClient().$extends(more); await prisma.user.count() })",
      errors: 1,
    },
    {
      code: "import { WebSocketServer } from 'ws'\ntest('x', () => { const wss = new WebSocketServer({ port: 0 }) })",
      errors: 1,
    },
    {
      code: "import mongoose from 'mongoose'\ntest('x', async () => { const db = mongoose.createConnection(url) })",
      errors: 1,
    },
    { code: `${pg}test('x', () => { expect(() => { new Pool(right) }).not.toThrow() })`, errors: 1 },
    {
      code: "import { connect } from 'nats'\ntest('x', async () => { async function start() { await connect(there) }\nawait expect(start()).resolves.toBe(1) })",
      errors: 1,
    },
    // Through a helper of the file.
    {
      code: "import http from 'http'\nfunction listen() { const server = http.createServer(); server.listen(0); return server }\ntest('x', () => { const server = listen() })",
      errors: 1,
    },
    {
      code: `${pg}function open() { return new Pool() }\ntest('x', () => { const pool = open() })`,
      errors: 1,
    },
    { code: `${pg}const open = () => new Pool()\nlet pool\nbeforeEach(() => { pool = open() })`, errors: 1 },
    {
      code: `${pg}function use() { const pool = new Pool(); return pool.query('') }\ntest('x', () => use())`,
      errors: 1,
    },
    {
      code: `${pg}function look(pool) { return pool.query('') }\ntest('x', () => { const pool = new Pool(); look(pool) })`,
      errors: 1,
    },
    // A way out before the close.
    {
      code: "test('x', async () => {\nconst store = new OrderStore()\nif (a) return\nawait store.close() })",
      ...store,
      errors: [
        {
          message:
            '`OrderStore`, opened in a test, is not closed when line 3 returns: in `afterEach`: `await store.close()`',
        },
      ],
    },
    {
      code: "test('x', async () => { const store = new OrderStore(); expect(1).toBe(1); await store.close() })",
      ...store,
      options: [{ evenIfTestFails: true }],
      errors: [{ message: /is closed only when the test passes/ }],
    },
    // Static ones are closed through their class.
    {
      code: 'beforeEach(() => { db = Service.getInstance() })\nlet db',
      settings: {
        leakguard: { resources: [{ name: 'Service.getInstance', close: 'Service.resetInstance' }] },
      },
      errors: [{ message: /in `afterEach`: `await Service.resetInstance\(\)`$/, suggestions: 1 }],
    },
  ],
})

typescript.run('require-cleanup, TypeScript', rule('require-cleanup'), {
  valid: [
    `${pg}let pool: Pool | undefined\nbeforeEach(() => { pool = new Pool() as Pool })\nafterEach(async (): Promise<void> => { await pool!.end() })`,
    `import type { Pool } from 'pg'\ntest('x', () => { const pool: Pool = fake() })`,
  ],
  invalid: [
    {
      code: `${pg}test('x', () => { const pool: Pool = new Pool() as Pool; void (pool!).query('') })`,
      errors: 1,
    },
  ],
})

describe('settings.leakguard', () => {
  const lint = (leakguard: unknown) => () =>
    new Linter().verify("test('x', () => { f() })", [
      { ...(plugin.configs.recommended as Linter.Config), settings: { leakguard } },
    ])

  test.each([
    [{ resource: [] }, 'settings.leakguard: unknown setting "resource"; did you mean "resources"?'],
    [{ resources: {} }, 'settings.leakguard.resources: expected a list, given {}'],
    [
      { resources: [{ name: 'A b', close: 'c' }] },
      'settings.leakguard.resources[0].name: expected the name of a class or function, `OrderStore` or `Store.open`, given "A b"',
    ],
    [
      { resources: [{ name: 'A' }] },
      'settings.leakguard.resources[0].close: expected the name of a method, or several, given nothing',
    ],
    [
      { resources: [{ name: 'A', close: 'c', open: 'd' }] },
      'settings.leakguard.resources[0]: unknown field "open"; did you mean "opens"?',
    ],
  ])('%j', (leakguard, message) => {
    expect(lint(leakguard)).toThrow(message)
  })
})
