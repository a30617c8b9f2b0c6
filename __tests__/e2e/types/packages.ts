import { packages } from '../support/install/consumers'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

/** A leak through a package: its name and version, and its own call. */
const through = (
  name: string,
  call: string,
  { type, headline, rows, mark }: Omit<ExpectedType, 'count'>,
): ExpectedType => {
  const { closed = 'closed', ...details } = rows
  const via = `${name} ${packages[name] ?? 'which is not installed'}`
  const all = { ...details, via, help: `in \`afterEach\`: ${call}`, closed }
  return { type, headline, rows: all, ...(mark === undefined ? {} : { mark }) }
}

const server = (address = '[::]:<port>'): ExpectedType => ({
  type: 'http-server',
  headline: 'an HTTP server: it was told to listen here and never closed',
  rows: { server: `listening on ${address}` },
})
const timer = (detail: unknown): ExpectedType => ({
  type: 'timer',
  headline: 'a timer: it was started here and never cleared',
  rows: { timer: detail as string, closed: 'cleared' },
})
const connection = (rows: Readonly<Record<string, string>> = { peer: '127.0.0.1:<port>' }): ExpectedType => ({
  type: 'tcp-socket',
  headline: 'a TCP connection: it was opened here and never closed',
  rows: { ...rows, closed: 'destroyed' },
})
const worker: ExpectedType = {
  type: 'worker-thread',
  headline: 'a worker thread: it was started here and never terminated',
  rows: { thread: expect.stringMatching(/^\d+$/) as string, closed: 'terminated' },
}
const redis: ExpectedType = {
  type: 'redis-client',
  headline: 'a Redis client: it was created here and never closed',
  rows: { server: '127.0.0.1:<port>, reconnecting', closed: 'disconnected' },
}
const undiciAgent = (headline: string, help: string): ExpectedType => ({
  type: 'http-agent',
  headline,
  rows: { agent: '1 idle socket to 127.0.0.1:<port>', help, closed: 'closed' },
})
const every = expect.stringMatching(/^setInterval, every \d+ ms$/) as unknown
const once = expect.stringMatching(/^setTimeout, due after \d+ ms$/) as unknown

const onListen = '`await new Promise((done) => server.close(done))` on what `app.listen()` returned'

const frameworks: readonly TypeCase[] = [
  {
    name: 'express',
    leaks: `
      await once(express().listen(0), 'listening') // opened`,
    clean: {
      closed: `
      const server = express().listen(0)
      await once(server, 'listening')
      await new Promise((done) => server.close(done))`,
    },
    expected: through('express', onListen, server()),
  },
  {
    name: 'express and supertest',
    setup: `
      const supertest = require('supertest')`,
    leaks: `
      const server = express().listen(0) // opened
      await supertest(server).get('/').expect(404)`,
    clean: {
      'given the app': `
      await supertest(express()).get('/').expect(404)`,
      'an agent': `
      await supertest.agent(express()).get('/').expect(404)`,
      'given the app, without waiting for more than the answer': `
      await new Promise((done) => supertest(express()).get('/').end(done))`,
    },
    expected: through('express', onListen, server()),
  },
  {
    name: 'koa',
    setup: `
      const Koa = require('koa')`,
    leaks: `
      await once(new Koa().listen(0), 'listening') // opened`,
    clean: {
      closed: `
      const server = new Koa().listen(0)
      await once(server, 'listening')
      await new Promise((done) => server.close(done))`,
    },
    expected: through('koa', onListen, server()),
  },
  {
    name: 'fastify',
    setup: `
      const fastify = require('fastify')`,
    leaks: `
      await fastify().listen({ port: 0, host: '127.0.0.1' }) // opened`,
    clean: {
      closed: `
      const app = fastify()
      await app.listen({ port: 0 })
      await app.close()`,
      'never told to listen': `
      await fastify().ready()`,
    },
    expected: through('fastify', '`await app.close()`', server('127.0.0.1:<port>')),
  },
  {
    name: 'hapi',
    setup: `
      const Hapi = require('@hapi/hapi')`,
    leaks: `
      await Hapi.server({ port: 0, host: '127.0.0.1' }).start() // opened`,
    clean: {
      stopped: `
      const server = Hapi.server({ port: 0, host: '127.0.0.1' })
      await server.start()
      await server.stop()`,
    },
    expected: through('@hapi/hapi', '`await server.stop()`', server('127.0.0.1:<port>')),
  },
  {
    name: 'Nest',
    setup: nest('class AppModule {}', '{}'),
    leaks: `
      const app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0) // opened`,
    clean: {
      closed: `
      const app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0)
      await app.close()`,
      'never told to listen': `
      await (await NestFactory.create(AppModule, { logger: false })).init()`,
    },
    expected: through('@nestjs/core', '`await app.close()`', server()),
  },
  {
    name: 'Nest schedule',
    setup: `
      const { Interval, ScheduleModule } = require('@nestjs/schedule')
      class Jobs { run() {} }
      Interval(1000)(Jobs.prototype, 'run', Object.getOwnPropertyDescriptor(Jobs.prototype, 'run'))
      ${nest('class AppModule {}', '{ imports: [ScheduleModule.forRoot()], providers: [Jobs] }')}`,
    leaks: `
      await NestFactory.createApplicationContext(AppModule, { logger: false }) // opened`,
    clean: {
      closed: `
      const app = await NestFactory.createApplicationContext(AppModule, { logger: false })
      await app.close()`,
    },
    expected: through('@nestjs/core', '`await app.close()`', timer('setInterval, every 1000 ms')),
  },
  {
    name: 'Apollo',
    setup: `
      const { ApolloServer } = require('@apollo/server')
      const { startStandaloneServer } = require('@apollo/server/standalone')
      const create = () => new ApolloServer({ typeDefs: 'type Query { orders: Int }', resolvers: {} })`,
    leaks: `
      await startStandaloneServer(create(), { listen: { port: 0 } }) // opened`,
    clean: {
      stopped: `
      const server = create()
      await startStandaloneServer(server, { listen: { port: 0 } })
      await server.stop()`,
      'only started': `
      await create().start()`,
    },
    expected: through('@apollo/server', '`await server.stop()`', server()),
  },
  {
    name: 'http-proxy',
    setup: `
      const { createProxyServer } = require('http-proxy')`,
    leaks: `
      createProxyServer({ target: 'http://127.0.0.1:' + HTTP }).listen(0) // opened
      await sleep(10)`,
    clean: {
      closed: `
      const proxy = createProxyServer({ target: 'http://127.0.0.1:' + HTTP }).listen(0)
      await sleep(10)
      proxy.close()`,
    },
    expected: through('http-proxy', '`proxy.close()`', server()),
  },
]

function nest(appModule: string, metadata: string): string {
  return `
      require('reflect-metadata')
      const { NestFactory } = require('@nestjs/core')
      const { Module } = require('@nestjs/common')
      ${appModule}
      Module(${metadata})(AppModule)`
}

const clients: readonly TypeCase[] = [
  {
    name: 'ws',
    setup: `
      const { WebSocket, WebSocketServer } = require('ws')`,
    leaks: `
      const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' }) // opened
      await once(wss, 'listening')`,
    clean: {
      closed: `
      const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      await once(wss, 'listening')
      const client = new WebSocket('ws://127.0.0.1:' + wss.address().port)
      await once(client, 'open')
      client.terminate()
      wss.close()`,
    },
    expected: through(
      'ws',
      '`wss.close()` and `client.terminate()` for each connection',
      server('127.0.0.1:<port>'),
    ),
  },
  {
    name: 'ws client of a closed server',
    setup: `
      const { WebSocket, WebSocketServer } = require('ws')`,
    leaks: `
      const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      await once(wss, 'listening')
      const client = new WebSocket('ws://127.0.0.1:' + wss.address().port) // opened
      await once(client, 'open')
      wss.close()`,
    clean: {},
    expected: through('ws', '`client.terminate()`', connection()),
  },
  {
    name: 'socket.io',
    setup: `
      const { Server } = require('socket.io')
      const { io: connect } = require('socket.io-client')
      const transports = ['websocket']`,
    leaks: `
      const io = new Server(0) // opened
      const socket = connect('http://127.0.0.1:' + io.httpServer.address().port, { transports }) // client
      await new Promise((done) => socket.on('connect', done))
      await sleep(300)`,
    clean: {
      closed: `
      const io = new Server(0)
      const socket = connect('http://127.0.0.1:' + io.httpServer.address().port)
      await new Promise((done) => socket.on('connect', done))
      socket.disconnect()
      await io.close()`,
    },
    expected: [
      through('socket.io', '`await io.close()`', {
        ...server(),
        rows: {
          server: expect.stringMatching(/^listening on \[::\]:<port>, \d open connections?$/) as string,
        },
      }),
      through('socket.io-client', '`socket.disconnect()`', { ...connection(), mark: 'client' }),
    ],
  },
  {
    name: 'socket.io-client without a server',
    setup: `
      const { io: connect } = require('socket.io-client')`,
    leaks: `
      connect('http://127.0.0.1:1') // opened
      await sleep(50)`,
    clean: {
      disconnected: `
      const socket = connect('http://127.0.0.1:1')
      await sleep(50)
      socket.disconnect()`,
    },
    expected: through('socket.io-client', '`socket.disconnect()`', timer(once)),
  },
  {
    name: 'nodemailer',
    setup: `
      const { createTransport } = require('nodemailer')
      const pool = { pool: true, host: '127.0.0.1', port: Number(SMTP), ignoreTLS: true }
      const mail = { from: 'a@example.test', to: 'b@example.test', text: 'shipped' }`,
    leaks: `
      const transport = createTransport(pool) // opened
      await transport.sendMail(mail)`,
    clean: {
      closed: `
      const transport = createTransport(pool)
      await transport.sendMail(mail)
      transport.close()`,
    },
    expected: through('nodemailer', '`transport.close()`', connection()),
  },
  {
    name: 'undici',
    setup: `
      const { Agent, request } = require('undici')
      const get = async (dispatcher) => {
        const { body } = await request('http://127.0.0.1:' + HTTP, { dispatcher })
        await body.text()
        await sleep(10)
      }`,
    leaks: `
      const agent = new Agent()
      void request('http://127.0.0.1:' + SILENT, { dispatcher: agent }).catch(() => {}) // opened
      await sleep(20)`,
    clean: {
      closed: `
      const agent = new Agent()
      await get(agent)
      await agent.close()`,
    },
    expected: through('undici', '`await agent.close()`', {
      type: 'http-response',
      headline: 'an HTTP response: it was requested here and never read',
      rows: { peer: '127.0.0.1:<port>', closed: 'destroyed' },
    }),
  },
  {
    name: 'undici agents',
    setup: `
      const { Agent, getGlobalDispatcher, Pool, RetryAgent, request, setGlobalDispatcher } = require('undici')
      const url = 'http://127.0.0.1:' + HTTP
      const get = async (dispatcher) => {
        const { body } = await request(url, { dispatcher })
        await body.text()
        await sleep(10)
      }`,
    leaks: `
      await get(new Agent()) // opened
      await get(new Pool(url)) // pool
      for (let calls = 0; calls < 3; calls++) await get(new RetryAgent(new Agent())) // calls`,
    clean: {
      closed: `
      const agent = new Agent()
      await get(agent)
      await agent.close()`,
      destroyed: `
      const pool = new Pool(url)
      await get(pool)
      await pool.destroy()`,
      'never used': `
      new Agent()`,
      'the global one': `
      await get(undefined)
      await (await fetch(url)).text()`,
      'the global one of its own': `
      const before = getGlobalDispatcher()
      setGlobalDispatcher(new Agent())
      await get(undefined)`,
    },
    expected: [
      undiciAgent(
        'an undici Agent: it was created here and never closed',
        '`await agent.close()` in `afterEach`',
      ),
      {
        ...undiciAgent(
          'an undici Pool: it was created here and never closed',
          '`await pool.close()` in `afterEach`',
        ),
        mark: 'pool',
      },
      {
        ...undiciAgent(
          '3 undici Agents: they were created here and never closed',
          'make one agent and reuse it; `await agent.close()` in `afterEach`',
        ),
        mark: 'calls',
        count: 3,
      },
    ],
  },
  {
    name: 'agentkeepalive',
    setup: `
      const Agent = require('agentkeepalive')
      const get = (agent) => new Promise((done) => {
        http.get({ host: '127.0.0.1', port: HTTP, agent }, (response) => response.resume().on('close', done))
      })`,
    leaks: `
      const agent = new Agent({ freeSocketTimeout: 60_000 }) // opened
      await get(agent)`,
    clean: {
      destroyed: `
      const agent = new Agent()
      await get(agent)
      agent.destroy()`,
    },
    expected: {
      type: 'http-agent',
      headline: 'a keep-alive agent: it was created here and never destroyed',
      rows: {
        agent: '1 idle socket to 127.0.0.1:<port>',
        via: `agentkeepalive ${packages.agentkeepalive ?? ''}`,
        help: 'in `afterEach`: `agent.destroy()`',
        closed: 'destroyed',
      },
    },
  },
  {
    name: 'ioredis',
    setup: `
      const Redis = require('ioredis')
      const away = { port: 1, host: '127.0.0.1' }`,
    leaks: `
      const redis = new Redis(away).on('error', () => {}) // opened
      await sleep(20)`,
    clean: {
      disconnected: `
      const redis = new Redis(away).on('error', () => {})
      await sleep(20)
      redis.disconnect()`,
    },
    expected: {
      ...redis,
      rows: {
        ...redis.rows,
        help: '`await redis.quit()` in `afterEach` (`redis.disconnect()` when the server is away)',
      },
    },
  },
  {
    name: 'bullmq',
    setup: `
      const { Queue } = require('bullmq')
      const connection = { port: 1, host: '127.0.0.1' }`,
    leaks: `
      new Queue('orders', { connection }).on('error', () => {}) // opened
      await sleep(20)`,
    clean: {
      closed: `
      const queue = new Queue('orders', { connection }).on('error', () => {})
      await sleep(20)
      await queue.close()`,
    },
    expected: through('bullmq', '`await queue.close()`, likewise for each `Worker` and `QueueEvents`', redis),
  },
  {
    name: 'mqtt',
    setup: `
      const mqtt = require('mqtt')`,
    leaks: `
      mqtt.connect('mqtt://127.0.0.1:1').on('error', () => {}) // opened
      await sleep(20)`,
    clean: {
      ended: `
      const client = mqtt.connect('mqtt://127.0.0.1:1').on('error', () => {})
      await sleep(20)
      await client.endAsync()`,
    },
    expected: through('mqtt', '`await client.endAsync()`', timer('setInterval, every 1000 ms')),
  },
  {
    name: 'amqplib',
    setup: `
      const amqp = require('amqplib')`,
    leaks: `
      void amqp.connect('amqp://127.0.0.1:' + SILENT) // opened
      await sleep(20)`,
    clean: {
      refused: `
      await expect(amqp.connect('amqp://127.0.0.1:1')).rejects.toThrow()`,
    },
    expected: through('amqplib', '`await connection.close()`', connection()),
  },
]

const jobs: readonly TypeCase[] = [
  {
    name: 'chokidar',
    setup: `
      const { watch } = require('chokidar')
      const shared = []
      beforeAll(async () => {
        shared.push(watch(__dirname))
        await once(shared[0], 'ready')
      })
      afterAll(() => shared[0].close())`,
    leaks: `
      const watcher = watch(require.resolve('../task.cjs')) // opened
      await once(watcher, 'ready')`,
    clean: {
      closed: `
      const watcher = watch(__filename)
      await once(watcher, 'ready')
      await watcher.close()`,
    },
    expected: through('chokidar', '`await watcher.close()`', {
      type: 'file-watcher',
      headline: 'a file watcher: it was started here and never closed',
      rows: { watcher: 'fs.watch' },
    }),
  },
  scheduled('node-cron', '`task.stop()`', timer(once), {
    setup: `const cron = require('node-cron')`,
    start: `cron.schedule('* * * * *', () => {})`,
    stop: (job) => `${job}.stop()`,
  }),
  scheduled('cron', '`await job.stop()`', timer(once), {
    setup: `const { CronJob } = require('cron')`,
    start: `CronJob.from({ cronTime: '0 0 * * * *', onTick: () => {}, start: true })`,
    stop: (job) => `await ${job}.stop()`,
  }),
  scheduled('croner', '`job.stop()`', timer(once), {
    setup: `const { Cron } = require('croner')`,
    start: `new Cron('0 0 * * * *', () => {})`,
    stop: (job) => `${job}.stop()`,
  }),
  scheduled('node-schedule', '`await schedule.gracefulShutdown()`', timer(once), {
    setup: `const schedule = require('node-schedule')`,
    start: `schedule.scheduleJob('0 0 * * *', () => {})`,
    stop: (job) => `${job}.cancel()`,
    // All jobs share one timer: whoever cancels one starts it for the others.
    cleanFirst: true,
  }),
  scheduled('toad-scheduler', '`scheduler.stop()`', timer(every), {
    setup: `
      const { SimpleIntervalJob, Task, ToadScheduler } = require('toad-scheduler')
      const start = () => {
        const scheduler = new ToadScheduler()
        scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ seconds: 20 }, new Task('sweep', () => {}))) // opened
        return scheduler
      }`,
    start: 'start()',
    stop: (job) => `${job}.stop()`,
    openedBelow: true,
  }),
  scheduled('rxjs', '`subscription.unsubscribe()`', timer('setInterval, every 1000 ms'), {
    setup: `const { interval } = require('rxjs')`,
    start: `interval(1000).subscribe(() => {})`,
    stop: (job) => `${job}.unsubscribe()`,
  }),
  {
    name: 'lodash',
    setup: `
      const { debounce } = require('lodash')`,
    leaks: `
      const debounced = debounce(() => {}, 60_000)
      debounced() // opened`,
    clean: {
      cancelled: `
      const debounced = debounce(() => {}, 60_000)
      debounced()
      debounced.cancel()`,
      flushed: `
      const debounced = debounce(() => {}, 60_000)
      debounced()
      debounced.flush()`,
      'flushed, called again and cancelled': `
      const debounced = debounce(() => {}, 60_000)
      debounced()
      debounced.flush()
      debounced()
      debounced.cancel()`,
    },
    expected: through('lodash', '`debounced.cancel()`', timer('setTimeout, due after 60000 ms')),
  },
  {
    name: 'lodash, flushed and called again',
    setup: `
      const { debounce } = require('lodash')`,
    leaks: `
      const debounced = debounce(() => {}, 60_000)
      debounced()
      debounced.flush()
      debounced() // opened`,
    clean: {
      'flushed again': `
      const debounced = debounce(() => {}, 60_000)
      debounced()
      debounced.flush()
      debounced()
      debounced.flush()`,
    },
    expected: through('lodash', '`debounced.cancel()`', timer('setTimeout, due after 60000 ms')),
  },
  {
    name: 'piscina',
    setup: `
      const { Piscina } = require('piscina')
      const options = { filename: require.resolve('../task.cjs'), minThreads: 1, maxThreads: 1 }`,
    leaks: `
      const pool = new Piscina(options) // opened
      await pool.run(1)`,
    clean: {
      destroyed: `
      const pool = new Piscina(options)
      await pool.run(1)
      await pool.destroy()`,
    },
    expected: through('piscina', '`await pool.destroy()`', worker),
  },
  {
    name: 'workerpool',
    setup: `
      const workerpool = require('workerpool')`,
    leaks: `
      const pool = workerpool.pool({ workerType: 'thread', maxWorkers: 1 })
      await pool.exec((a) => a, [1]) // opened`,
    clean: {
      terminated: `
      const pool = workerpool.pool({ workerType: 'thread', maxWorkers: 1 })
      await pool.exec((a) => a, [1])
      await pool.terminate()`,
    },
    expected: through('workerpool', '`await pool.terminate()`', worker),
  },
  {
    name: 'pino',
    setup: `
      const pino = require('pino')
      const path = require('node:path')
      const target = { target: 'pino/file', options: { destination: path.join(__dirname, 'pino.log') } }`,
    leaks: `
      const transport = pino.transport(target) // opened
      await once(transport, 'ready')
      pino(transport).info('shipped')`,
    clean: {
      ended: `
      const transport = pino.transport(target)
      await once(transport, 'ready')
      transport.end()
      await once(transport, 'close')`,
    },
    expected: through('pino', "`transport.end(); await once(transport, 'close')`", worker),
  },
  {
    name: 'winston',
    setup: `
      const { createLogger, transports } = require('winston')
      const path = require('node:path')
      const create = () =>
        createLogger({ transports: [new transports.File({ filename: path.join(__dirname, 'winston.log') })] }) // opened`,
    leaks: `
      create().info('shipped')
      await sleep(50)`,
    clean: {
      closed: `
      const logger = create()
      logger.info('shipped')
      await sleep(50)
      logger.close()`,
    },
    expected: through('winston', '`logger.close()`', {
      type: 'file-stream',
      headline: 'a file write stream: it was opened here and never closed',
      rows: { file: expect.stringMatching(/winston\.log$/) as string, closed: 'destroyed' },
    }),
  },
]

interface Scheduler {
  readonly setup: string
  readonly start: string
  readonly stop: (job: string) => string
  /** The setup has the line that opens it. */
  readonly openedBelow?: true
  readonly cleanFirst?: true
}

function scheduled(name: string, call: string, expected: ExpectedType, scheduler: Scheduler): TypeCase {
  const { setup, start, stop, openedBelow, cleanFirst } = scheduler
  const stopped = {
    stopped: `
      const job = ${start}
      ${stop('job')}`,
  }
  return {
    name,
    setup: `
      ${setup}`,
    ...(cleanFirst === true ? { first: stopped } : {}),
    leaks: `
      ${start}${openedBelow === true ? '' : ' // opened'}`,
    clean: cleanFirst === true ? {} : stopped,
    expected: through(name, call, expected),
  }
}

export const packagesFamily: TypeFamily = {
  name: 'packages',
  prelude: `
    const { once } = require('node:events')
    const http = require('node:http')
    const { setTimeout: sleep } = require('node:timers/promises')
    const express = require('express')
    const { HTTP, SILENT, SMTP } = process.env`,
  files: { 'task.cjs': 'module.exports = (n) => n\n' },
  cases: [...frameworks, ...clients, ...jobs],
}
