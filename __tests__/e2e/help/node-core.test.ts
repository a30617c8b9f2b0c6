import { describeHelp, type HelpCase } from '../support/cases/followed-help'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import { tlsOptions } from '../support/servers/tls-options'

let servers: HttpServers
beforeAll(async () => {
  servers = await startHttpServers()
})
afterAll(() => {
  servers.close()
})

const timers: readonly HelpCase[] = [
  { name: 'a time-out', of: 'timer', keeps: 'timer', opens: `timer = setTimeout(() => {}, 60_000)` },
  { name: 'an interval', of: 'timer', keeps: 'timer', opens: `timer = setInterval(() => {}, 1000)` },
  {
    name: 'a loop of time-outs',
    of: 'timer',
    keeps: 'timer',
    opens: `
      const poll = () => { timer = setTimeout(poll, 20) }
      poll()`,
  },
  {
    name: 'a timer of timers/promises',
    of: 'timer',
    keeps: 'controller = new AbortController()',
    opens: `void require('node:timers/promises').setTimeout(60_000).catch(() => {})`,
    followed: {
      help: /^pass a `signal` to `setTimeout\(\)` of timers\/promises and abort it in `afterEach`$/,
      setup: `afterEach(() => controller.abort())`,
      opens: `
      const { signal } = controller
      void require('node:timers/promises').setTimeout(60_000, undefined, { signal }).catch(() => {})`,
    },
  },
  {
    name: 'an unref’d timer',
    of: 'unref-timer',
    keeps: 'timer',
    opens: `
      timer = setInterval(() => {}, 1000)
      timer.unref()`,
  },
  {
    name: 'a time-out of a signal',
    of: 'unref-timer',
    keeps: 'signal, timer',
    opens: `signal = AbortSignal.timeout(60_000)`,
    followed: {
      help: /^use an `AbortController` with a timer of your own, and clear that$/,
      setup: `afterEach(() => clearTimeout(timer))`,
      opens: `
      const controller = new AbortController()
      timer = setTimeout(() => controller.abort(), 60_000)
      signal = controller.signal`,
    },
  },
  {
    name: 'a loop of immediates',
    of: 'immediate-loop',
    keeps: 'immediate',
    opens: `
      const turn = () => { immediate = setImmediate(turn) }
      turn()`,
  },
]

const listening = (name: string, of: string, create: string, where = `0, '127.0.0.1'`): HelpCase => ({
  name,
  of,
  keeps: 'server',
  opens: `
      server = ${create}
      server.listen(${where})
      await once(server, 'listening')`,
})

const listeners: readonly HelpCase[] = [
  listening('a TCP server', 'tcp-server', 'net.createServer()'),
  listening('a TLS server', 'tls-server', 'tls.createServer(serverTls)'),
  listening('an HTTP server', 'http-server', 'http.createServer()'),
  listening('an HTTPS server', 'https-server', 'https.createServer(serverTls)'),
  listening('an HTTP/2 server', 'http2-server', 'http2.createServer()'),
  listening('a server on a unix socket', 'unix-server', 'net.createServer()', 'socketPath()'),
  {
    name: 'an HTTP server with a connection that is kept alive',
    of: 'http-server',
    keeps: 'server',
    opens: `
      server = http.createServer((request, response) => response.end('ok'))
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      await (await fetch('http://127.0.0.1:' + server.address().port)).text()`,
  },
]

const connections: readonly HelpCase[] = [
  {
    name: 'a TCP connection',
    of: 'tcp-socket',
    keeps: 'socket',
    opens: `
      socket = net.connect(HTTP, '127.0.0.1')
      await once(socket, 'connect')`,
  },
  {
    name: 'a TLS connection',
    of: 'tls-socket',
    keeps: 'socket',
    opens: `
      socket = tls.connect({ ...clientTls, port: HTTPS, host: '127.0.0.1' })
      await once(socket, 'secureConnect')`,
  },
  {
    name: 'a request without an answer',
    of: 'tcp-socket',
    keeps: 'request',
    opens: `
      request = http.get({ port: HTTP, path: '/silent' }).on('error', () => {})
      await sleep(50)`,
  },
  {
    name: 'a connection to a unix socket',
    of: 'unix-socket',
    setup: `
    const server = net.createServer().listen(socketPath())
    beforeAll(() => once(server, 'listening'))
    afterAll(() => server.close())`,
    keeps: 'socket',
    opens: `
      socket = net.connect(server.address())
      await once(socket, 'connect')`,
  },
  {
    name: 'a UDP socket',
    of: 'udp-socket',
    keeps: 'socket',
    opens: `
      socket = require('node:dgram').createSocket('udp4').bind(0)
      await once(socket, 'listening')`,
  },
  {
    name: 'a DNS request',
    of: 'dns-request',
    setup: `
    const { createSocket } = require('node:dgram')
    const { promises: dns } = require('node:dns')
    const silent = createSocket('udp4')
    beforeAll(() => once(silent.bind(0, '127.0.0.1'), 'listening'))
    afterAll(() => silent.close())`,
    keeps: 'resolver',
    opens: `
      resolver = new dns.Resolver()
      resolver.setServers(['127.0.0.1:' + silent.address().port])
      void resolver.resolve4('orders.test').catch(() => {})`,
    followed: {
      help: /^send it through a `new Resolver\(\)` of your own, and `resolver\.cancel\(\)` in `afterEach`$/,
      setup: `
    const { createSocket } = require('node:dgram')
    const { promises: dns } = require('node:dns')
    const silent = createSocket('udp4')
    beforeAll(() => once(silent.bind(0, '127.0.0.1'), 'listening'))
    afterAll(() => silent.close())
    afterEach(() => resolver.cancel())`,
    },
  },
  {
    name: 'a message port',
    of: 'message-port',
    keeps: 'port',
    opens: `
      port = new MessageChannel().port1
      port.onmessage = () => {}`,
  },
  {
    name: 'a broadcast channel',
    of: 'broadcast-channel',
    keeps: 'channel',
    opens: `
      channel = new BroadcastChannel('orders')
      channel.onmessage = () => {}`,
  },
]

const http: readonly HelpCase[] = [
  {
    name: 'a keep-alive agent',
    of: 'http-agent',
    keeps: 'agent',
    opens: `
      agent = new http.Agent({ keepAlive: true })
      await new Promise((done) => http.get({ port: HTTP, agent }, (response) => response.resume().on('close', done)))`,
  },
  {
    name: 'a response that nobody reads',
    of: 'http-response',
    keeps: 'response',
    opens: `
      response = await new Promise((done) => http.get({ port: HTTP, path: '/large' }, done))`,
  },
  {
    name: 'a response that is still being read',
    of: 'http-response',
    keeps: 'response',
    opens: `
      response = await new Promise((done) => http.get({ port: HTTP, path: '/endless' }, done))
      response.resume()
      await sleep(50)`,
  },
  {
    name: 'a response of fetch that nobody reads',
    of: 'http-response',
    keeps: 'response',
    opens: `
      response = await fetch('http://127.0.0.1:' + HTTP + '/large')
      await sleep(50)`,
    followed: {
      help: /^read the body \(`await response\.text\(\)`\) or drop it: `await response\.body\?\.cancel\(\)`$/,
      opens: `
      response = await fetch('http://127.0.0.1:' + HTTP + '/large')
      await response.body?.cancel()`,
    },
  },
  {
    name: 'a response of fetch that is still being read',
    of: 'http-response',
    keeps: 'reader',
    opens: `
      reader = (await fetch('http://127.0.0.1:' + HTTP + '/endless')).body.getReader()
      await reader.read()
      void reader.read().catch(() => {})
      await sleep(50)`,
  },
  {
    name: 'an HTTP/2 session',
    of: 'http2-session',
    keeps: 'session',
    opens: `
      session = http2.connect('http://127.0.0.1:' + HTTP2)
      await once(session, 'connect')`,
  },
  {
    name: 'an HTTP/2 stream',
    of: 'http2-stream',
    setup: `
    let session
    beforeAll(() => {
      session = http2.connect('http://127.0.0.1:' + HTTP2)
      return once(session, 'connect')
    })
    afterAll(() => new Promise((done) => session.close(done)))`,
    keeps: 'stream',
    opens: `
      stream = session.request({ ':path': '/silent' })
      await sleep(50)`,
  },
]

const files: readonly HelpCase[] = [
  {
    name: 'a watcher',
    of: 'file-watcher',
    keeps: 'watcher',
    opens: `watcher = fs.watch(__dirname)`,
  },
  {
    name: 'a watcher by polling',
    of: 'file-watcher',
    keeps: 'path = __filename',
    opens: `fs.watchFile(path, () => {})`,
  },
  {
    name: 'a watcher of fs.promises',
    of: 'file-watcher',
    keeps: 'controller = new AbortController()',
    opens: `
      void (async () => {
        for await (const event of fs.promises.watch(__dirname, { signal: controller.signal }));
      })().catch(() => {})
      await sleep(20)`,
  },
  {
    name: 'a read stream',
    of: 'file-stream',
    keeps: 'stream',
    opens: `
      stream = fs.createReadStream(__filename)
      await once(stream, 'open')`,
  },
  {
    name: 'a write stream',
    of: 'file-stream',
    keeps: 'stream',
    opens: `
      stream = fs.createWriteStream(join(__dirname, 'orders.log'))
      await once(stream, 'open')`,
  },
  {
    name: 'a file handle',
    of: 'file-handle',
    keeps: 'handle',
    opens: `handle = await fs.promises.open(__filename)`,
  },
  { name: 'a descriptor', of: 'file-descriptor', keeps: 'fd', opens: `fd = fs.openSync(__filename)` },
  {
    name: 'a directory',
    of: 'directory',
    keeps: 'dir',
    opens: `dir = await fs.promises.opendir(__dirname)`,
  },
  {
    name: 'a readline interface',
    of: 'readline',
    keeps: 'rl',
    opens: `rl = require('node:readline').createInterface({ input: process.stdin })`,
  },
  {
    name: 'a compression stream',
    of: 'zlib-stream',
    keeps: 'stream',
    opens: `
      stream = require('node:zlib').createGzip()
      stream.write('orders')
      await sleep(20)`,
  },
]

const processes: readonly HelpCase[] = [
  {
    name: 'a child process',
    of: 'child-process',
    keeps: 'child',
    opens: `
      child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      await once(child, 'spawn')`,
  },
  {
    name: 'a child process that ignores a signal',
    of: 'child-process',
    keeps: 'child',
    opens: `
      child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)'])
      await once(child.stdout, 'data')
      child.kill()`,
  },
  {
    name: 'a shell and what it has started',
    of: 'child-process',
    keeps: 'child',
    opens: `
      child = spawn('sleep 60; true', { shell: true })
      await once(child, 'spawn')`,
    followed: {
      help: /^spawn it with `detached: true`, and end its whole group in `afterEach`: `process\.kill\(-child\.pid\)`$/,
      setup: `afterEach(() => process.kill(-child.pid))`,
      opens: `
      child = spawn('sleep 60; true', { shell: true, detached: true })
      await once(child, 'spawn')`,
    },
  },
  {
    name: 'pipes that the child of a shell holds',
    of: 'pipe',
    keeps: 'child',
    opens: `
      child = spawn('sleep 60 &', { shell: true })
      await once(child, 'exit')`,
    followed: {
      help: /^spawn it with `detached: true`, and end its whole group in `afterEach`: `process\.kill\(-child\.pid\)`$/,
      setup: `afterEach(() => process.kill(-child.pid))`,
      opens: `
      child = spawn('sleep 60 &', { shell: true, detached: true })
      await once(child, 'exit')`,
    },
  },
  {
    name: 'a worker thread',
    of: 'worker-thread',
    keeps: 'worker',
    opens: `
      worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
      await once(worker, 'online')`,
  },
  {
    name: 'an inspector session',
    of: 'inspector-session',
    keeps: 'session',
    opens: `
      session = new (require('node:inspector').Session)()
      session.connect()
      session.post('HeapProfiler.startTrackingHeapObjects')`,
  },
]

const prelude = `
    const { spawn } = require('node:child_process')
    const { once } = require('node:events')
    const fs = require('node:fs')
    const http = require('node:http')
    const http2 = require('node:http2')
    const https = require('node:https')
    const net = require('node:net')
    const os = require('node:os')
    const { join } = require('node:path')
    const { setTimeout: sleep } = require('node:timers/promises')
    const tls = require('node:tls')
    const { Worker } = require('node:worker_threads')
    const { HTTP, HTTPS, HTTP2 } = process.env
    const socketPath = () => join(fs.mkdtempSync(join(os.tmpdir(), 'leakguard-')), 'socket')
    ${tlsOptions}
    `

describeHelp({
  prelude,
  // What is warned of has a help as well.
  config: () => ({ testEnvironmentOptions: { leakguard: { types: { 'unref-timer': 'fail' } } } }),
  cases: [...timers, ...listeners, ...connections, ...http, ...files, ...processes],
  options: () => ({ env: servers.ports, stdin: 'pipe', args: ['-w', '2'] }),
})

// A process has one standard input: whoever reads it first has opened it.
describe('standard input', () => {
  describeHelp({
    prelude,
    cases: [
      {
        name: 'a reader of standard input',
        of: 'stdin',
        keeps: 'nothing',
        opens: `
      process.stdin.on('data', () => {})
      await sleep(50)`,
      },
    ],
    options: () => ({ stdin: 'pipe', args: ['-i'] }),
  })
})
