import { tlsOptions } from '../support/servers/tls-options'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const close = 'await new Promise((done) => server.close(done))'

const server = (
  type: string,
  what: string,
  { state = 'listening on 127.0.0.1:<port>', call = close } = {},
): ExpectedType => ({
  type,
  headline: `${what}: it was told to listen here and never closed`,
  rows: { server: state, help: `\`${call}\` in \`afterEach\``, closed: 'closed' },
})

/** A server that `create` makes, left listening in one test and closed in different ways in others. */
const listening = (
  name: string,
  create: string,
  expected: ExpectedType,
  where = `0, '127.0.0.1'`,
): TypeCase => ({
  name,
  leaks: `
      const server = ${create}
      server.listen(${where}) // opened
      await once(server, 'listening')`,
  clean: {
    closed: `
      const server = ${create}
      server.listen(${where})
      await once(server, 'listening')
      await new Promise((done) => server.close(done))`,
    'closed without waiting': `
      const server = ${create}
      server.listen(${where})
      await once(server, 'listening')
      server.close()`,
    'never told to listen': `
      ${create}`,
  },
  expected,
})

const cases: readonly TypeCase[] = [
  listening('TCP', 'net.createServer()', server('tcp-server', 'a TCP server')),
  listening('TLS', 'tls.createServer(serverTls)', server('tls-server', 'a TLS server')),
  listening('HTTP', 'http.createServer()', server('http-server', 'an HTTP server')),
  listening('HTTPS', 'https.createServer(serverTls)', server('https-server', 'an HTTPS server')),
  listening('HTTP/2', 'http2.createServer()', server('http2-server', 'an HTTP/2 server')),
  listening(
    'secure HTTP/2',
    'http2.createSecureServer(serverTls)',
    server('http2-server', 'an HTTP/2 server'),
  ),
  listening(
    'unix socket',
    'net.createServer()',
    server('unix-server', 'a server on a unix socket', { state: 'listening on <socket>' }),
    'socketPath()',
  ),
  listening(
    'HTTP over a unix socket',
    'http.createServer()',
    server('unix-server', 'an HTTP server on a unix socket', { state: 'listening on <socket>' }),
    'socketPath()',
  ),
  listening('host name', 'net.createServer()', server('tcp-server', 'a TCP server'), `0, 'localhost'`),
  listening(
    'every address',
    'net.createServer()',
    server('tcp-server', 'a TCP server', { state: 'listening on [::]:<port>' }),
    '0',
  ),
  {
    name: 'told to listen by no line of the project',
    leaks: `
      const server = net.createServer() // opened
      setImmediate(server.listen.bind(server, 0, '127.0.0.1'))
      await once(server, 'listening')`,
    clean: {
      closed: `
      const server = net.createServer()
      setImmediate(server.listen.bind(server, 0, '127.0.0.1'))
      await once(server, 'listening')
      server.close()`,
    },
    expected: {
      ...server('tcp-server', ''),
      headline: 'a TCP server: it was made here and never closed',
    },
  },
  {
    name: 'subclass',
    setup: `
      class Store extends net.Server {}`,
    leaks: `
      await once(new Store().listen(0, '127.0.0.1'), 'listening') // opened`,
    clean: {
      closed: `
      const store = new Store().listen(0, '127.0.0.1')
      await once(store, 'listening')
      store.close()`,
    },
    expected: server('tcp-server', 'a TCP server'),
  },
  {
    name: "unref'd",
    leaks: `
      await once(net.createServer().listen(0, '127.0.0.1').unref(), 'listening') // opened`,
    clean: {
      closed: `
      const server = net.createServer().listen(0, '127.0.0.1').unref()
      await once(server, 'listening')
      server.close()`,
    },
    expected: server('tcp-server', 'a TCP server'),
  },
  {
    name: 'with an idle connection',
    leaks: `
      const server = http.createServer((_, response) => response.end('ok'))
      server.listen(0, '127.0.0.1') // opened
      await once(server, 'listening')
      const agent = new http.Agent({ keepAlive: true }) // agent
      await get(server, agent)
      await get(server, agent)`,
    clean: {
      'all connections closed': `
      const server = http.createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const agent = new http.Agent({ keepAlive: true })
      await get(server, agent)
      agent.destroy()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))`,
    },
    expected: [
      server('http-server', 'an HTTP server', {
        state: 'listening on 127.0.0.1:<port>, 1 open connection',
        call: `server.closeAllConnections(); ${close}`,
      }),
      {
        type: 'http-agent',
        headline: 'a keep-alive agent: it was created here and never destroyed',
        rows: {
          agent: '1 idle socket to 127.0.0.1:<port>',
          help: '`agent.destroy()` in `afterEach`',
          closed: 'destroyed',
        },
        mark: 'agent',
      },
    ],
  },
  {
    name: 'port in use',
    leaks: `
      const first = net.createServer().listen(0, '127.0.0.1') // opened
      await once(first, 'listening')
      const second = net.createServer().listen(first.address().port, '127.0.0.1')
      await once(second, 'error')`,
    clean: {
      closed: `
      const first = net.createServer().listen(0, '127.0.0.1')
      await once(first, 'listening')
      const second = net.createServer().listen(first.address().port, '127.0.0.1')
      await once(second, 'error')
      first.close()`,
    },
    expected: server('tcp-server', 'a TCP server'),
  },
]

export const serversFamily: TypeFamily = {
  name: 'servers',
  prelude: `
    const { once } = require('node:events')
    const net = require('node:net')
    const tls = require('node:tls')
    const http = require('node:http')
    const https = require('node:https')
    const http2 = require('node:http2')
    const os = require('node:os')
    const path = require('node:path')
    ${tlsOptions}
    let sockets = 0
    const socketPath = () => path.join(os.tmpdir(), \`leakguard-\${process.pid}-\${++sockets}.sock\`)
    const get = (server, agent) => new Promise((done, failed) => {
      const { port } = server.address()
      http.get({ port, host: '127.0.0.1', agent }, (response) => response.resume().on('close', done)).on('error', failed)
    })`,
  cases,
}
