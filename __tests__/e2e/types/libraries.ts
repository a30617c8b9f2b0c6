import type { ExpectedType, TypeCase } from '../support/cases/type-cases'

/** A server that some cases need, by the port that it has by default. */
export interface Server {
  readonly name: string
  readonly port: number
}

export interface LibraryCase extends TypeCase {
  readonly server?: Server
}

const mariadb = { name: 'MariaDB', port: 3306 }
const redis = { name: 'Redis', port: 6379 }
const rabbitmq = { name: 'RabbitMQ', port: 5672 }

const mysqlPool = (counts: string): ExpectedType => ({
  type: 'mysql-pool',
  headline: 'a MySQL pool: it was created here and never ended',
  rows: { pool: `max 10: ${counts}`, help: '`await pool.end()` in `afterEach`', closed: 'ended' },
})

const redisClient = (server: string, help: string, closed: string): ExpectedType => ({
  type: 'redis-client',
  headline: 'a Redis client: it was created here and never closed',
  rows: { server, help, closed },
})

const ioredis = redisClient(
  '127.0.0.1:<port>, ready',
  '`await redis.quit()` in `afterEach` (`redis.disconnect()` when the server is away)',
  'disconnected',
)

/** What a library opens on a PostgreSQL server, with its own call as help. */
const over = (type: 'pg-pool' | 'pg-client', via: string, call: string): ExpectedType => ({
  type,
  headline:
    type === 'pg-pool'
      ? 'a PostgreSQL pool: it was created here and never ended'
      : 'a PostgreSQL client: it was connected here and never ended',
  rows: expect.objectContaining({ via, help: `in \`afterEach\`: ${call}` }) as Record<string, string>,
})

/** A listener that speaks as much of the protocol as connecting takes: no npm package brings a server. */
const mongoServer = `
      const { startMongo } = require('../mongo-hello.cjs')
      let mongo
      beforeAll(async () => {
        mongo = await startMongo()
      })
      afterAll(() => mongo.close())`

export const libraryCases: readonly LibraryCase[] = [
  {
    name: 'mysql2 pool',
    server: mariadb,
    leaks: `
      const pool = require('mysql2/promise').createPool(mysql) // opened
      await pool.query('select 1')`,
    clean: {
      ended: `
      const pool = require('mysql2/promise').createPool(mysql)
      await pool.query('select 1')
      await pool.end()`,
      'never connected': `
      require('mysql2').createPool(mysql)`,
    },
    expected: mysqlPool('0 checked out, 1 idle, 0 waiting'),
  },
  {
    name: 'mysql2 connection',
    server: mariadb,
    leaks: `
      await require('mysql2/promise').createConnection(mysql) // opened`,
    clean: {
      ended: `
      const connection = await require('mysql2/promise').createConnection(mysql)
      await connection.end()`,
    },
    expected: {
      type: 'mysql-connection',
      headline: 'a MySQL connection: it was opened here and never ended',
      rows: {
        server: 'root@127.0.0.1:<port>/test',
        help: '`await connection.end()` in `afterEach`',
        closed: 'destroyed',
      },
    },
  },
  {
    name: 'ioredis',
    server: redis,
    leaks: `
      await new (require('ioredis').Redis)(6379, '127.0.0.1').ping() // opened`,
    clean: {
      quit: `
      const client = new (require('ioredis').Redis)(6379, '127.0.0.1')
      await client.ping()
      await client.quit()`,
      lazy: `
      new (require('ioredis').Redis)(6379, '127.0.0.1', { lazyConnect: true })`,
    },
    expected: ioredis,
  },
  {
    name: 'redis',
    server: redis,
    leaks: `
      await require('redis').createClient({ url: 'redis://127.0.0.1:6379' }).connect() // opened`,
    clean: {
      closed: `
      const client = await require('redis').createClient({ url: 'redis://127.0.0.1:6379' }).connect()
      await client.ping()
      await client.close()`,
    },
    expected: redisClient('127.0.0.1:<port>, ready', '`await client.close()` in `afterEach`', 'destroyed'),
  },
  {
    name: 'redis pool',
    server: redis,
    setup: `
      const { createClientPool } = require('redis')
      const url = 'redis://127.0.0.1:6379'
      let shared
      beforeAll(async () => {
        shared = await createClientPool({ url }, { minimum: 1, maximum: 4 }).connect()
      })
      afterAll(() => shared.close())`,
    leaks: `
      const pool = await createClientPool({ url }).connect() // opened
      await pool.ping()
      await shared.execute((client) => {
        setTimeout(() => {}, 60_000) // scheduled
        return client.ping()
      })`,
    clean: {
      closed: `
      const pool = await createClientPool({ url }).connect()
      await pool.ping()
      await pool.close()`,
      'shared, and growing': `
      await Promise.all([1, 2, 3, 4].map(() => shared.ping()))
      expect(await shared.multi().ping().exec()).toEqual(['PONG'])`,
    },
    expected: [
      {
        type: 'redis-client',
        headline: 'a Redis client: it was created here and never closed',
        rows: {
          client: 'a pool: 0 in use of 1',
          help: '`await client.close()` in `afterEach`',
          closed: 'destroyed',
        },
      },
      {
        type: 'timer',
        headline: 'a timer: it was started here and never cleared',
        rows: {
          timer: expect.stringMatching(/^setTimeout/) as string,
          help: expect.stringContaining('clearTimeout') as string,
          closed: 'cleared',
        },
        mark: 'scheduled',
      },
    ],
  },
  {
    name: 'mongodb',
    setup: `
      const { MongoClient } = require('mongodb')
      ${mongoServer}`,
    leaks: `
      const client = new MongoClient(mongo.url) // opened
      await client.connect()`,
    clean: {
      closed: `
      const client = new MongoClient(mongo.url)
      await client.connect()
      await client.close()`,
      'never connected': `
      new MongoClient(mongo.url)`,
    },
    expected: {
      type: 'mongo-client',
      headline: 'a MongoDB client: it was created here and never closed',
      rows: {
        server: '127.0.0.1:<port>, connected',
        help: '`await client.close()` in `afterEach`',
        closed: 'closed',
      },
    },
  },
  {
    name: 'mongoose',
    setup: `
      const mongoose = require('mongoose')
      ${mongoServer}`,
    leaks: `
      await mongoose.connect(mongo.url) // opened`,
    clean: {
      disconnected: `
      await mongoose.disconnect()
      await mongoose.connect(mongo.url)
      await mongoose.disconnect()`,
      'a connection of its own': `
      const connection = await mongoose.createConnection(mongo.url).asPromise()
      await connection.close()`,
    },
    expected: {
      type: 'mongo-client',
      headline: 'a MongoDB client: it was created here and never closed',
      rows: {
        server: '127.0.0.1:<port>, connected',
        via: 'mongoose 9.12.1',
        help: 'in `afterEach`: `await mongoose.disconnect()`',
        closed: 'closed',
      },
    },
  },
  ...['Agent', 'Pool', 'Client'].map(undici),
  {
    name: 'knex',
    leaks: `
      const db = require('knex')({ client: 'pg', connection: config })
      await db.raw('select 1') // opened`,
    clean: {
      destroyed: `
      const db = require('knex')({ client: 'pg', connection: config })
      await db.raw('select 1')
      await db.destroy()`,
    },
    expected: over('pg-client', 'knex 3.3.0', '`await knex.destroy()`'),
  },
  {
    name: 'kysely',
    leaks: `
      const { Kysely, PostgresDialect, sql } = require('kysely')
      const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool(config) }) }) // opened
      await sql\`select 1\`.execute(db)`,
    clean: {
      destroyed: `
      const { Kysely, PostgresDialect, sql } = require('kysely')
      const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool(config) }) })
      await sql\`select 1\`.execute(db)
      await db.destroy()`,
    },
    expected: {
      type: 'pg-pool',
      headline: 'a PostgreSQL pool: it was created here and never ended',
      rows: expect.objectContaining({ help: '`await pool.end()` in `afterEach`' }) as Record<string, string>,
    },
  },
  {
    name: 'drizzle',
    leaks: `
      const db = require('drizzle-orm/node-postgres').drizzle({ connection: config }) // opened
      await db.execute('select 1')`,
    clean: {
      ended: `
      const db = require('drizzle-orm/node-postgres').drizzle({ connection: config })
      await db.execute('select 1')
      await db.$client.end()`,
    },
    expected: over('pg-pool', 'drizzle-orm 0.45.4', '`await db.$client.end()` (`close()` with SQLite)'),
  },
  {
    name: 'typeorm',
    setup: `
      const { DataSource } = require('typeorm')
      const source = { type: 'postgres', ...config, username: config.user }`,
    leaks: `
      await new DataSource(source).initialize() // opened`,
    clean: {
      destroyed: `
      const db = new DataSource(source)
      await db.initialize()
      await db.transaction((manager) => manager.query('select 1'))
      await db.destroy()`,
    },
    expected: over('pg-pool', 'typeorm 1.1.1', '`await dataSource.destroy()`'),
  },
  {
    name: 'sequelize',
    leaks: `
      const { Sequelize } = require('sequelize')
      const db = new Sequelize(config.database, config.user, '', { ...config, dialect: 'postgres', logging: false })
      await db.authenticate() // opened`,
    clean: {
      closed: `
      const { Sequelize } = require('sequelize')
      const db = new Sequelize(config.database, config.user, '', { ...config, dialect: 'postgres', logging: false })
      await db.authenticate()
      await db.close()`,
    },
    expected: over('pg-client', 'sequelize 6.37.8', '`await sequelize.close()`'),
  },
  {
    name: 'bullmq',
    server: redis,
    leaks: `
      const queue = new (require('bullmq').Queue)('mail', { connection: { host: '127.0.0.1', port: 6379 } }) // opened
      await queue.waitUntilReady()`,
    clean: {
      closed: `
      const queue = new (require('bullmq').Queue)('mail', { connection: { host: '127.0.0.1', port: 6379 } })
      await queue.waitUntilReady()
      await queue.close()`,
    },
    expected: {
      ...ioredis,
      rows: expect.objectContaining({
        via: 'bullmq 6.7.0',
        help: 'in `afterEach`: `await queue.close()`, likewise for each `Worker` and `QueueEvents`',
      }) as Record<string, string>,
    },
  },
  {
    name: 'bullmq worker',
    server: redis,
    setup: `
      const { Worker } = require('bullmq')
      const work = () => new Worker('mail', async () => {}, { connection: { host: '127.0.0.1', port: 6379 } })`,
    leaks: `
      const { Worker } = require('bullmq')
      const worker = new Worker('mail', async () => {}, { connection: { host: '127.0.0.1', port: 6379 } }) // opened
      await worker.waitUntilReady()`,
    clean: {
      closed: `
      const worker = work()
      await worker.waitUntilReady()
      await worker.close()`,
    },
    // Its second client waits for jobs, which may end by itself, and goes with the first.
    expected: {
      ...ioredis,
      headline: 'a Redis client: it was created here and never closed',
      rows: expect.objectContaining({ via: 'bullmq 6.7.0' }) as Record<string, string>,
    },
  },
  {
    name: 'amqplib',
    server: rabbitmq,
    leaks: `
      await require('amqplib').connect('amqp://guest:guest@127.0.0.1:5672') // opened`,
    clean: {
      closed: `
      const connection = await require('amqplib').connect('amqp://guest:guest@127.0.0.1:5672')
      await connection.close()`,
    },
    expected: {
      type: 'tcp-socket',
      headline: 'a TCP connection: it was opened here and never closed',
      rows: expect.objectContaining({
        via: 'amqplib 2.3.1',
        help: 'in `afterEach`: `await connection.close()`',
      }) as Record<string, string>,
    },
  },
]

/** A dispatcher that waits for a response, with a server of the block; when idle it holds nothing. */
function undici(name: string): LibraryCase {
  const options = `{ origin, path: '/slow', method: 'GET' }`
  return {
    name: `undici ${name}`,
    setup: `
      const { ${name} } = require('undici')
      const http = require('node:http')
      let origin
      const server = http.createServer(({ url }, response) => {
        if (url !== '/slow') response.end('shipped')
      })
      beforeAll(async () => {
        await new Promise((done) => server.listen(0, '127.0.0.1', done))
        origin = 'http://127.0.0.1:' + server.address().port
      })
      afterAll(() => {
        server.closeAllConnections()
        server.close()
      })
      const open = () => new ${name}(${name === 'Agent' ? '' : 'origin'}) // opened
      const get = async (dispatcher) => {
        const { body } = await dispatcher.request({ origin, path: '/', method: 'GET' })
        return body.text()
      }`,
    leaks: `
      const dispatcher = open()
      expect(await get(dispatcher)).toBe('shipped')`,
    clean: {
      closed: `
      const dispatcher = open()
      expect(await get(dispatcher)).toBe('shipped')
      await dispatcher.close()`,
      destroyed: `
      const dispatcher = open()
      const answer = dispatcher.request(${options}).catch(({ code }) => code)
      await new Promise((done) => server.once('request', done))
      await dispatcher.destroy()
      expect(await answer).toBe('UND_ERR_DESTROYED')`,
    },
    expected: {
      type: 'http-agent',
      headline: `an undici ${name}: it was created here and never closed`,
      rows: {
        agent: '1 idle socket to 127.0.0.1:<port>',
        help: `\`await ${name.toLowerCase()}.close()\` in \`afterEach\``,
        closed: 'closed',
      },
    },
  }
}
