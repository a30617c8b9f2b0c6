import { onlyIf } from '../../support/only-if'
import { called, installLibraries } from '../support/install/libraries'
import { describeHelp, type HelpCase } from '../support/cases/followed-help'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries(called)
})

const caches: readonly HelpCase[] = [
  {
    name: 'memory-cache',
    of: 'memory-cache',
    keeps: 'cache',
    opens: `
      cache = new (require('memory-cache').Cache)()
      cache.put('orders', [], 60_000)`,
  },
  {
    name: 'node-cache',
    of: 'node-cache',
    keeps: 'cache',
    opens: `
      cache = new (require('node-cache'))({ checkperiod: 60 })
      cache.set('orders', [])`,
  },
  {
    name: '@cacheable/node-cache',
    of: '@cacheable/node-cache',
    keeps: 'cache',
    opens: `
      cache = new (require('@cacheable/node-cache').NodeCache)({ checkperiod: 60 })
      cache.set('orders', [])`,
  },
]

/** None of them is in the knowledge base: they say themselves how what they return is cancelled. */
const delays: readonly HelpCase[] = [
  ['lodash.debounce', `require('lodash.debounce')(() => {}, 60_000)`],
  ['lodash.throttle', `require('lodash.throttle')(() => {}, 60_000)`],
  ['throttle-debounce', `require('throttle-debounce').debounce(60_000, () => {})`],
  ['just-debounce-it', `require('just-debounce-it')(() => {}, 60_000)`],
  ['es-toolkit', `require('es-toolkit').throttle(() => {}, 60_000)`],
].map(([name = '', made = '']) => ({
  name,
  of: name,
  keeps: 'save',
  opens: `
      save = ${made}
      save()
      save()`,
  followed: { help: /^in `afterEach`: `save\.cancel\(\)`$/, setup: 'afterEach(() => save.cancel())' },
}))

const grpc = `
    const grpc = require('@grpc/grpc-js')
    const insecure = grpc.ServerCredentials.createInsecure()
    const listen = (server) =>
      new Promise((done, fail) => server.bindAsync('127.0.0.1:0', insecure, (error, port) => (error ? fail(error) : done(port))))`

const servers: readonly HelpCase[] = [
  {
    name: 'polka',
    of: 'polka',
    keeps: 'app',
    opens: `
      app = require('polka')().get('/', (request, response) => response.end())
      await new Promise((done) => app.listen(0, done))`,
  },
  {
    name: 'Nest with Fastify',
    of: '@nestjs/platform-fastify',
    setup: `
    require('reflect-metadata')
    const { NestFactory } = require('@nestjs/core')
    const { Module } = require('@nestjs/common')
    const { FastifyAdapter } = require('@nestjs/platform-fastify')
    class AppModule {}
    Module({})(AppModule)`,
    keeps: 'app',
    opens: `
      app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false })
      await app.listen(0)`,
  },
  {
    name: 'a server of gRPC',
    of: '@grpc/grpc-js',
    setup: grpc,
    keeps: 'server',
    opens: `
      server = new grpc.Server()
      await listen(server)`,
  },
  {
    name: 'a client of Nest',
    of: '@nestjs/microservices',
    setup: `
    require('reflect-metadata')
    const { ClientProxyFactory } = require('@nestjs/microservices')
    const server = net.createServer((socket) => socket.on('error', () => {}).resume())
    beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
    afterAll(() => server.close())`,
    keeps: 'client',
    opens: `
      client = ClientProxyFactory.create({ options: { host: '127.0.0.1', port: server.address().port } })
      await client.connect()
      await sleep(300)`,
  },
  {
    name: 'a subscription of graphql-ws',
    of: 'graphql-ws',
    setup: `
    const { WebSocket, WebSocketServer } = require('ws')
    let wss
    beforeAll(() => {
      wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      wss.on('connection', (socket) => socket.on('message', () => socket.send('{"type":"connection_ack"}')))
      return once(wss, 'listening')
    })
    afterAll(() => wss.close())`,
    keeps: 'client',
    opens: `
      const url = 'ws://127.0.0.1:' + wss.address().port
      client = require('graphql-ws').createClient({ url, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 })
      await new Promise((done) => client.on('connected', done))
      await sleep(300)`,
  },
]

const others: readonly HelpCase[] = [
  {
    name: 'eventsource that goes on trying',
    of: 'eventsource',
    keeps: 'eventSource',
    opens: `
      const { EventSource } = require('eventsource')
      eventSource = new EventSource('http://127.0.0.1:1/')
      await new Promise((done) => eventSource.addEventListener('error', done))`,
  },
  {
    name: 'got that waits for its next attempt',
    of: 'got',
    keeps: 'request',
    opens: `
      request = require('got')('http://127.0.0.1:1/', { retry: { limit: 2, calculateDelay: () => 60_000 } })
      request.catch(() => {})
      await sleep(100)`,
  },
  {
    name: 'an event source',
    of: 'eventsource',
    setup: `
    const server = require('node:http').createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: shipped\\n\\n')
    })
    beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
    afterAll(() => {
      server.closeAllConnections()
      server.close()
    })`,
    keeps: 'eventSource',
    opens: `
      const { EventSource } = require('eventsource')
      eventSource = new EventSource('http://127.0.0.1:' + server.address().port)
      await new Promise((done) => eventSource.addEventListener('message', done))
      await sleep(300)`,
  },
  {
    name: 'hot-shots',
    of: 'hot-shots',
    setup: `
    const server = net.createServer((socket) => socket.on('error', () => {}).resume())
    beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
    afterAll(() => server.close())`,
    keeps: 'client',
    opens: `
      client = new (require('hot-shots'))({ protocol: 'tcp', port: server.address().port, host: '127.0.0.1' })
      await sleep(300)`,
  },
  {
    name: 'winston-daily-rotate-file',
    of: 'winston-daily-rotate-file',
    setup: `
    const { createLogger } = require('winston')
    const DailyRotateFile = require('winston-daily-rotate-file')`,
    keeps: 'logger',
    opens: `
      logger = createLogger({ transports: [new DailyRotateFile({ dirname: __dirname, filename: 'orders-%DATE%.log' })] })
      logger.info('shipped')
      await sleep(50)`,
  },
  {
    name: 'log4js',
    of: 'log4js',
    setup: `
    const path = require('node:path')`,
    keeps: 'log4js',
    opens: `
      log4js = require('log4js')
      const written = { type: 'file', filename: path.join(__dirname, 'orders.log') }
      log4js.configure({ appenders: { written }, categories: { default: { appenders: ['written'], level: 'info' } } })
      log4js.getLogger().info('shipped')`,
  },
  {
    name: '@homebridge/ciao',
    of: '@homebridge/ciao',
    keeps: 'responder',
    opens: `
      responder = require('@homebridge/ciao').getResponder()
      const service = responder.createService({ name: 'orders', type: 'http', port: 1 })
      void service.advertise().catch(() => {})
      await sleep(200)`,
  },
]

const prelude = `
    const { once } = require('node:events')
    const net = require('node:net')
    const { setTimeout: sleep } = require('node:timers/promises')
    const config = ${JSON.stringify(postgres)}
    `

const nestClient = `
    const { concat, filter, firstValueFrom } = require('rxjs')
    const { ClientProxyFactory, Transport } = require('@nestjs/microservices')
    const queue = { queue: 'leakguard-e2e', queueOptions: { autoDelete: true, durable: false } }
    const options = { transport: Transport.RMQ, options: { urls: ['amqp://127.0.0.1'], ...queue } }`

const options = (): { args: string[] } => ({ args: ['-w', '2'] })
const table = (
  cases: readonly HelpCase[],
  unrefTimers: 'fail' | 'off' = 'off',
): Parameters<typeof describeHelp>[0] => ({
  ...{ prelude, cases, options },
  config: () => ({
    modulePaths: [libraries],
    testEnvironmentOptions: { leakguard: { types: { 'unref-timer': unrefTimers } } },
  }),
})

describe('caches', () => {
  describeHelp(table([...caches, ...delays], 'fail'))
})

describe('packages', () => {
  describeHelp(table([...servers, ...others]))
})

describe('pg-boss', () => {
  describeHelp(
    table([
      {
        name: 'a queue',
        of: 'pg-boss',
        keeps: 'boss',
        opens: `
      const PgBoss = require('pg-boss')
      boss = new PgBoss(config)
      boss.on('error', () => {})
      await boss.start()`,
      },
    ]),
  )
})

const services: readonly (readonly [name: string, port: number, cases: readonly HelpCase[]])[] = [
  [
    'Redis',
    6379,
    [
      {
        name: 'bull',
        of: 'bull',
        keeps: 'queue',
        opens: `
      queue = new (require('bull'))('help', 'redis://127.0.0.1:6379')
      await queue.isReady()
      await queue.getJobCounts()`,
      },
    ],
  ],
  [
    'MySQL',
    3306,
    [
      {
        name: 'mariadb',
        of: 'mariadb',
        keeps: 'pool',
        opens: `
      pool = require('mariadb').createPool({ host: '127.0.0.1', user: 'root', database: 'test' })
      await pool.query('select 1')`,
      },
      {
        name: 'mysql',
        of: 'mysql',
        keeps: 'pool',
        opens: `
      pool = require('mysql').createPool({ host: '127.0.0.1', user: 'root', database: 'test' })
      await new Promise((done) => pool.query('select 1', done))`,
      },
    ],
  ],
  [
    'RabbitMQ',
    5672,
    [
      {
        name: 'amqplib',
        of: 'amqplib',
        keeps: 'connection',
        opens: `
      connection = await require('amqplib').connect('amqp://127.0.0.1')
      await connection.createChannel()`,
      },
      {
        name: 'amqp-connection-manager',
        of: 'amqp-connection-manager',
        keeps: 'connection',
        opens: `
      connection = require('amqp-connection-manager').connect(['amqp://127.0.0.1'])
      await new Promise((done) => connection.on('connect', done))`,
      },
      ...[
        ['a client of Nest', `await firstValueFrom(client.emit('started', 1))`],
        [
          'a client of Nest that asks later, with packages alone on the stack',
          `concat(Promise.resolve(), client.send('started', 1)).subscribe()
      await firstValueFrom(client.status.pipe(filter((status) => status === 'connected')))`,
        ],
      ].map(([name = '', asks = '']) => ({
        name,
        of: '@nestjs/microservices',
        setup: nestClient,
        keeps: 'client',
        opens: `
      client = ClientProxyFactory.create(options)
      ${asks}`,
        followed: {
          help: /^in `afterEach`: `await client\.close\(\)` on the `ClientProxy`$/,
          setup: `${nestClient}
    afterEach(() => client.close())`,
        },
      })),
    ],
  ],
  [
    'NATS',
    4222,
    [
      {
        name: '@nats-io/transport-node',
        of: '@nats-io/transport-node',
        keeps: 'nc',
        opens: `
      nc = await require('@nats-io/transport-node').connect({ servers: '127.0.0.1' })
      await nc.flush()`,
      },
    ],
  ],
]

for (const [name, port, cases] of services) {
  const { describe: declare } = onlyIf(isReachable(port), `nothing answers on 127.0.0.1:${String(port)}`)
  declare(name, () => {
    describeHelp(table(cases))
  })
}
