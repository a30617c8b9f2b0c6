/** A package that keeps something for as long as the process lives, and a test file that makes it do so. */
export interface Keeper {
  readonly name: string
  readonly type: string
  /** Two words of the reason. */
  readonly reason: string
  readonly source: string
  /** What else lives on, by type. */
  readonly others?: readonly string[]
}

/** Files of the fixture that the sources need. */
export const keeperFiles = {
  'node_modules/keep/package.json': '{ "name": "keep", "version": "1.0.0" }',
  // A package, because code of the project on the stack would be who opened it.
  'node_modules/keep/index.js': `
    const threads = require('node:worker_threads')
    const children = require('node:child_process')
    const kept = (require('node:util').types.kept ??= [])
    const { Worker } = threads
    if (Worker.name !== 'KeptWorker') {
      const { spawn } = children
      threads.Worker = class KeptWorker extends Worker {
        constructor(...args) {
          super(...args)
          kept.push(() => this.threadId > 0)
        }
      }
      children.spawn = (...args) => {
        const child = spawn(...args)
        kept.push(() => child.exitCode === null && child.signalCode === null)
        return child
      }
    }
    exports.states = () => kept.map((isOpen) => isOpen())`,
  'double.cjs': "require('synckit').runAsWorker(async (n) => n * 2)",
}

const keep = "require('keep')\nconst pause = (ms) => new Promise((done) => setTimeout(done, ms))\n"

export const keepers: readonly Keeper[] = [
  {
    name: 'esbuild',
    type: 'child-process',
    reason: 'one service',
    source: `
      test('transforms', async () => {
        const { code } = await require('esbuild').transform('let n: number = 1', { loader: 'ts' })
        expect(code).toContain('let n = 1')
      })`,
  },
  {
    name: 'esbuild, synchronously',
    type: 'worker-thread',
    reason: 'one thread for its synchronous calls',
    source: `
      test('transforms', () => {
        const { code } = require('esbuild').transformSync('let n: number = 1', { loader: 'ts' })
        expect(code).toContain('let n = 1')
      })`,
  },
  {
    name: 'synckit',
    type: 'worker-thread',
    reason: 'one worker',
    source: `
      test('works', () => {
        const double = require('synckit').createSyncFn(require.resolve('./double.cjs'))
        expect(double(2)).toBe(4)
      })`,
  },
  {
    name: 'make-synchronized',
    type: 'worker-thread',
    reason: 'one worker',
    source: `
      test('formats', () => {
        expect(require('@prettier/sync').format('let a', { parser: 'babel' })).toBe('let a;\\n')
      })`,
  },
  {
    name: 'thread-stream',
    type: 'worker-thread',
    reason: 'a module holds on to',
    source: `
      const pino = require('pino')
      const destination = require('node:path').join(__dirname, 'pino.log')
      const logger = pino(pino.transport({ target: 'pino/file', options: { destination } }))
      test('logs', async () => {
        logger.info('shipped')
        await pause(50)
      })`,
  },
  {
    name: 'testcontainers',
    type: 'tcp-socket',
    // What ssh2 makes.
    others: ['zlib-stream'],
    reason: 'Ryuk removes',
    source: `
      test('finds its reaper', async () => {
        const { getContainerRuntimeClient, getReaper } = require('testcontainers')
        await getReaper(await getContainerRuntimeClient())
      })`,
  },
  {
    name: 'undici',
    type: 'unref-timer',
    reason: 'one timer',
    source: `
      test('requests', async () => {
        const server = require('node:http').createServer((_, response) => response.end('ok'))
        await new Promise((done) => server.listen(0, done))
        const { Agent, request } = require('undici')
        const agent = new Agent()
        const { body } = await request('http://localhost:' + server.address().port, { dispatcher: agent })
        await body.text()
        await agent.close()
        await new Promise((done) => server.close(done))
      })`,
  },
  {
    name: '@grpc/grpc-js',
    type: 'unref-timer',
    reason: 'shared by all clients',
    source: `
      test('finds no server', async () => {
        const { Client, credentials } = require('@grpc/grpc-js')
        const client = new Client('127.0.0.1:1', credentials.createInsecure())
        await new Promise((done) => client.waitForReady(Date.now() + 200, done))
        client.close()
      })`,
  },
  {
    name: '@sentry/node',
    type: 'unref-timer',
    reason: 'had to drop',
    source: `
      const Sentry = require('@sentry/node')
      Sentry.init({ dsn: 'http://key@127.0.0.1:1/1', registerEsmLoaderHooks: false })
      test('runs', () => undefined)`,
  },
  {
    name: '@opentelemetry/sdk-metrics',
    type: 'unref-timer',
    reason: 'exports metrics',
    source: `
      const { ConsoleMetricExporter, MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics')
      const reader = new PeriodicExportingMetricReader({ exporter: new ConsoleMetricExporter() })
      const provider = new MeterProvider({ readers: [reader] })
      test('counts', () => provider.getMeter('orders').createCounter('shipped').add(1))`,
  },
  {
    name: '@opentelemetry/sdk-trace',
    type: 'unref-timer',
    reason: 'the next batch',
    source: `
      const { BasicTracerProvider, BatchSpanProcessor, ConsoleSpanExporter } = require('@opentelemetry/sdk-trace-base')
      const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new ConsoleSpanExporter())] })
      test('traces', () => provider.getTracer('orders').startSpan('ship').end())`,
  },
].map((keeper) => ({ ...keeper, source: `${keep}${keeper.source}\n` }))
