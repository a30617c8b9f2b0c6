import { describeHelp, type HelpCase } from '../support/cases/followed-help'
import { type PackageServers, startPackageServers } from '../support/servers/package-servers'

let servers: PackageServers
beforeAll(async () => {
  servers = await startPackageServers()
})
afterAll(() => {
  servers.close()
})

const nest = `
    require('reflect-metadata')
    const { NestFactory } = require('@nestjs/core')
    const { Module } = require('@nestjs/common')`

const frameworks: readonly HelpCase[] = [
  {
    name: 'express',
    of: 'express',
    keeps: 'server',
    opens: `
      server = require('express')().listen(0)
      await once(server, 'listening')`,
  },
  {
    name: 'koa',
    of: 'koa',
    keeps: 'server',
    opens: `
      server = new (require('koa'))().listen(0)
      await once(server, 'listening')`,
  },
  {
    name: 'fastify',
    of: 'fastify',
    keeps: 'app',
    opens: `
      app = require('fastify').fastify()
      await app.listen({ port: 0 })`,
  },
  {
    name: 'hapi',
    of: '@hapi/hapi',
    keeps: 'server',
    opens: `
      server = require('@hapi/hapi').server({ port: 0 })
      await server.start()`,
  },
  {
    name: 'Nest',
    of: '@nestjs/core',
    setup: `${nest}
    class AppModule {}
    Module({})(AppModule)`,
    keeps: 'app',
    opens: `
      app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0)`,
  },
  {
    name: 'a provider of Nest',
    of: '@nestjs/core',
    setup: `${nest}
    class Jobs { onModuleInit() { this.timer = setInterval(() => {}, 60_000) } }
    class AppModule {}
    Module({ providers: [Jobs] })(AppModule)`,
    keeps: 'app',
    opens: `
      app = await NestFactory.createApplicationContext(AppModule, { logger: false })`,
    followed: {
      help: /^keep what `setInterval\(\)` returns and call `clearInterval\(timer\)` in `onModuleDestroy`, and `await app\.close\(\)` in `afterEach`$/,
      setup: `${nest}
    class Jobs {
      onModuleInit() { this.timer = setInterval(() => {}, 60_000) }
      onModuleDestroy() { clearInterval(this.timer) }
    }
    class AppModule {}
    Module({ providers: [Jobs] })(AppModule)
    afterEach(() => app.close())`,
    },
  },
  {
    name: 'a server that a provider of Nest makes',
    of: '@nestjs/core',
    setup: `${nest}
    class Feed { constructor() { this.server = require('net').createServer().listen(0) } }
    class AppModule {}
    Module({ providers: [Feed] })(AppModule)`,
    keeps: 'app',
    opens: `
      app = await NestFactory.createApplicationContext(AppModule, { logger: false })`,
    followed: {
      help: /^`await new Promise\(\(done\) => server\.close\(done\)\)` in `onModuleDestroy`, and `await app\.close\(\)` in `afterEach`$/,
      setup: `${nest}
    class Feed {
      constructor() { this.server = require('net').createServer().listen(0) }
      async onModuleDestroy() { await new Promise((done) => this.server.close(done)) }
    }
    class AppModule {}
    Module({ providers: [Feed] })(AppModule)
    afterEach(() => app.close())`,
    },
  },
  {
    name: 'a job of Nest',
    of: '@nestjs/schedule',
    setup: `${nest}
    const { Interval, ScheduleModule } = require('@nestjs/schedule')
    class Jobs { run() {} }
    Interval(1000)(Jobs.prototype, 'run', Object.getOwnPropertyDescriptor(Jobs.prototype, 'run'))
    class AppModule {}
    Module({ imports: [ScheduleModule.forRoot()], providers: [Jobs] })(AppModule)`,
    keeps: 'app',
    opens: `
      app = await NestFactory.createApplicationContext(AppModule, { logger: false })`,
  },
  {
    name: 'Apollo',
    of: '@apollo/server',
    keeps: 'server',
    opens: `
      server = new (require('@apollo/server').ApolloServer)({ typeDefs: 'type Query { orders: Int }', resolvers: {} })
      await require('@apollo/server/standalone').startStandaloneServer(server, { listen: { port: 0 } })`,
  },
  {
    name: 'http-proxy',
    of: 'http-proxy',
    keeps: 'proxy',
    opens: `
      proxy = require('http-proxy').createProxyServer({ target: 'http://127.0.0.1:' + HTTP }).listen(0)
      await sleep(20)`,
  },
]

const clients: readonly HelpCase[] = [
  {
    name: 'a server of ws with a connection',
    of: 'ws',
    keeps: 'wss, client',
    opens: `
      const { WebSocket, WebSocketServer } = require('ws')
      wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      await once(wss, 'listening')
      client = new WebSocket('ws://127.0.0.1:' + wss.address().port)
      await once(client, 'open')
      client.on('error', () => {})`,
  },
  {
    name: 'a client of ws',
    of: 'ws',
    setup: `
    const { WebSocket, WebSocketServer } = require('ws')
    let wss
    beforeAll(() => {
      wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      return once(wss, 'listening')
    })
    afterAll(() => wss.close())`,
    keeps: 'client',
    opens: `
      client = new WebSocket('ws://127.0.0.1:' + wss.address().port)
      await once(client, 'open')`,
  },
  {
    name: 'a server of socket.io',
    of: 'socket.io',
    keeps: 'io',
    opens: `
      io = new (require('socket.io').Server)(0)
      await sleep(20)`,
  },
  {
    name: 'a client of socket.io without a server',
    of: 'socket.io-client',
    keeps: 'socket',
    opens: `
      socket = require('socket.io-client').io('http://127.0.0.1:1')
      await sleep(50)`,
  },
  {
    name: 'a client of socket.io',
    of: 'socket.io-client',
    setup: `
    const { Server } = require('socket.io')
    const io = new Server()
    beforeAll(() => io.listen(0))
    afterAll(() => io.close())`,
    keeps: 'socket',
    opens: `
      socket = require('socket.io-client').io('http://127.0.0.1:' + io.httpServer.address().port, { transports: ['websocket'] })
      await new Promise((done) => socket.on('connect', done))
      await sleep(300)`,
  },
  {
    name: 'a pool of nodemailer',
    of: 'nodemailer',
    keeps: 'transport',
    opens: `
      const options = { pool: true, host: '127.0.0.1', port: Number(SMTP), ignoreTLS: true }
      transport = require('nodemailer').createTransport(options)
      await transport.sendMail({ from: 'a@example.test', to: 'b@example.test', text: 'shipped' })`,
  },
  {
    name: 'an agent of undici',
    of: 'undici',
    keeps: 'agent',
    opens: `
      const { Agent, request } = require('undici')
      agent = new Agent()
      const { body } = await request('http://127.0.0.1:' + HTTP, { dispatcher: agent })
      await body.text()
      await sleep(10)`,
  },
  {
    name: 'agentkeepalive',
    of: 'agentkeepalive',
    keeps: 'agent',
    opens: `
      agent = new (require('agentkeepalive'))({ freeSocketTimeout: 60_000 })
      await new Promise((done) => {
        http.get({ host: '127.0.0.1', port: HTTP, agent }, (response) => response.resume().on('close', done))
      })`,
  },
  {
    name: 'mqtt',
    of: 'mqtt',
    keeps: 'client',
    opens: `
      client = require('mqtt').connect('mqtt://127.0.0.1:1').on('error', () => {})
      await sleep(20)`,
  },
]

const queues: readonly HelpCase[] = [
  {
    name: 'a queue of bullmq without a server',
    of: 'bullmq',
    keeps: 'queue',
    opens: `
      const { Queue } = require('bullmq')
      queue = new Queue('orders', { connection: { port: 1, host: '127.0.0.1' } }).on('error', () => {})
      await sleep(20)`,
  },
]

const scheduled = (name: string, keeps: string, start: string): HelpCase => ({
  name,
  of: name,
  keeps,
  opens: `${keeps} = ${start}`,
})

const jobs: readonly HelpCase[] = [
  {
    name: 'chokidar',
    of: 'chokidar',
    keeps: 'watcher',
    opens: `
      watcher = require('chokidar').watch(__filename)
      await once(watcher, 'ready')`,
  },
  scheduled('node-cron', 'task', `require('node-cron').schedule('* * * * *', () => {})`),
  scheduled(
    'cron',
    'job',
    `require('cron').CronJob.from({ cronTime: '0 0 * * * *', onTick: () => {}, start: true })`,
  ),
  scheduled('croner', 'job', `new (require('croner').Cron)('0 0 * * * *', () => {})`),
  {
    ...scheduled('node-schedule', 'job', `schedule.scheduleJob('0 0 * * *', () => {})`),
    setup: `const schedule = require('node-schedule')`,
  },
  {
    name: 'toad-scheduler',
    of: 'toad-scheduler',
    keeps: 'scheduler',
    opens: `
      const { SimpleIntervalJob, Task, ToadScheduler } = require('toad-scheduler')
      scheduler = new ToadScheduler()
      scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ seconds: 20 }, new Task('sweep', () => {})))`,
  },
  scheduled('rxjs', 'subscription', `require('rxjs').interval(1000).subscribe(() => {})`),
  {
    name: 'lodash',
    of: 'lodash',
    keeps: 'debounced',
    opens: `
      debounced = require('lodash').debounce(() => {}, 60_000)
      debounced()`,
  },
  {
    name: 'lodash, without what can be cancelled',
    of: 'lodash',
    keeps: 'timer',
    opens: `
      timer = require('lodash').delay(() => {}, 60_000)`,
  },
  {
    name: 'piscina',
    of: 'piscina',
    keeps: 'pool',
    opens: `
      pool = new (require('piscina').Piscina)({ filename: require.resolve('./task.cjs'), maxThreads: 1 })
      await pool.run(1)`,
  },
  {
    name: 'workerpool',
    of: 'workerpool',
    keeps: 'pool',
    opens: `
      pool = require('workerpool').pool({ workerType: 'thread', maxWorkers: 1 })
      await pool.exec((a) => a, [1])`,
  },
  {
    name: 'a transport of pino',
    of: 'thread-stream',
    keeps: 'transport',
    opens: `
      const pino = require('pino')
      transport = pino.transport({ target: 'pino/file', options: { destination: join(__dirname, 'pino.log') } })
      await once(transport, 'ready')
      pino(transport).info('shipped')`,
  },
  {
    name: 'a logger of winston',
    of: 'winston',
    keeps: 'logger',
    opens: `
      const { createLogger, transports } = require('winston')
      logger = createLogger({ transports: [new transports.File({ filename: join(__dirname, 'winston.log') })] })
      logger.info('shipped')
      await sleep(50)`,
  },
]

describeHelp({
  prelude: `
    const { once } = require('node:events')
    const http = require('node:http')
    const { join } = require('node:path')
    const { setTimeout: sleep } = require('node:timers/promises')
    const { HTTP, SMTP } = process.env
    `,
  jest: 'packages',
  files: { 'task.cjs': 'module.exports = (n) => n\n' },
  cases: [...frameworks, ...clients, ...queues, ...jobs],
  options: () => ({ env: servers.ports, args: ['-w', '2'] }),
})
