import { tlsOptions } from '../support/servers/tls-options'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const socket = (type: string, what: string, rows: Record<string, string> = peer): ExpectedType => ({
  type,
  headline: `${what}: it was opened here and never closed`,
  rows: { ...rows, help: '`socket.destroy()` in `afterEach`', closed: 'destroyed' },
})

const peer = { peer: '127.0.0.1:<port>' }
const tcp = socket('tcp-socket', 'a TCP connection')

const accepted = (type: string, protocol: string): ExpectedType => ({
  ...socket(type, `an accepted ${protocol} connection`),
  headline: `an accepted ${protocol} connection: it was accepted by a server here and never closed`,
  mark: 'accepted',
})

const udp = (rows: Record<string, string>): ExpectedType => ({
  type: 'udp-socket',
  headline: 'a UDP socket: it was opened here and never closed',
  rows: { ...rows, help: '`socket.close()` in `afterEach`', closed: 'closed' },
})

/** A server that is there before the tests and closed after them, however many connections are left. */
const shared = (create: string, where = `0, '127.0.0.1'`): string => `
      let server
      beforeAll(async () => {
        server = ${create}
        server.on('connection', (socket) => socket.on('error', () => {}).resume())
        await once(server.listen(${where}), 'listening')
      })
      afterAll(() => void server.close())`

/** A connection of a client in another process, which the server that accepted it does not close. */
function acceptedBy(
  name: string,
  protocol: string,
  create: string,
  event: string,
  expected: ExpectedType,
  where = `0, '127.0.0.1'`,
): TypeCase {
  const connected = (mark: string): string => `
      const server = ${create}
      server.listen(${where})${mark}
      await once(server, 'listening')
      client.send({ protocol: '${protocol}', to: server.address() })
      const [accepted] = await once(server, '${event}')`
  return {
    name: `accepted by a closed ${name} server`,
    setup: `
      let client
      beforeAll(async () => {
        client = fork(require.resolve('../client.cjs'))
        await once(client, 'message')
      })
      afterAll(() => void client.kill())`,
    // Since Node 24 a server of HTTP/2 closes its sessions as well.
    leaks: `${connected(' // accepted')}
      keep.push(accepted)
      net.Server.prototype.close.call(server)
      // A connection that has just been written to may still end by itself.
      await new Promise((done) => setTimeout(done, 250))`,
    clean: {
      destroyed: `${connected('')}
      net.Server.prototype.close.call(server)
      ;(accepted.session ?? accepted.socket ?? accepted).destroy()`,
    },
    expected,
    // By the end of the file its client is gone.
    closedLate: true,
  }
}

const cases: readonly TypeCase[] = [
  {
    name: 'TCP client',
    setup: shared('net.createServer()'),
    leaks: `
      await once(net.connect(server.address().port, '127.0.0.1'), 'connect') // opened`,
    clean: {
      destroyed: `
      const socket = net.connect(server.address().port, '127.0.0.1')
      await once(socket, 'connect')
      socket.destroy()`,
      ended: `
      const socket = net.connect(server.address().port, '127.0.0.1').resume()
      await once(socket, 'connect')
      socket.end('bye')
      await once(socket, 'close')`,
      'ended without waiting': `
      const socket = net.connect(server.address().port, '127.0.0.1').resume()
      await once(socket, 'connect')
      socket.end('bye')`,
      'destroyed while it connects': `
      net.connect(server.address().port, '127.0.0.1').destroy()`,
      'never connected': `
      new net.Socket()`,
    },
    expected: tcp,
  },
  {
    name: 'refused',
    leaks: `
      const socket = net.connect(1, '127.0.0.1')
      await once(socket, 'error')`,
    clean: {},
    expected: [],
  },
  {
    name: 'host name',
    setup: shared('net.createServer()', `0, 'localhost'`),
    leaks: `
      await once(net.connect(server.address().port, 'localhost'), 'connect') // opened`,
    clean: {
      destroyed: `
      const socket = net.connect(server.address().port, 'localhost')
      await once(socket, 'connect')
      socket.destroy()`,
    },
    expected: {
      ...tcp,
      rows: { ...tcp.rows, peer: expect.stringMatching(/^(127\.0\.0\.1|\[::1\]):<port>$/) as string },
    },
  },
  {
    name: 'still connecting',
    leaks: `
      net.connect({ port: 9, host: 'example.test', lookup: () => {} }) // opened`,
    clean: {
      destroyed: `
      net.connect({ port: 9, host: 'example.test', lookup: () => {} }).destroy()`,
    },
    expected: socket('tcp-socket', 'a TCP connection', { state: 'still connecting' }),
  },
  {
    name: 'paused client',
    setup: `
      let server
      beforeAll(async () => {
        server = net.createServer((socket) => socket.on('error', () => {}).end('x'.repeat(100)))
        await once(server.listen(0, '127.0.0.1'), 'listening')
      })
      afterAll(() => void server.close())`,
    leaks: `
      const socket = net.connect(server.address().port, '127.0.0.1') // opened
      socket.on('data', () => {}).pause()
      await once(socket, 'connect')
      await sleep(20)`,
    clean: {
      'read to the end': `
      const socket = net.connect(server.address().port, '127.0.0.1').resume()
      await once(socket, 'close')`,
      destroyed: `
      const socket = net.connect(server.address().port, '127.0.0.1')
      socket.on('data', () => {}).pause()
      await once(socket, 'connect')
      socket.destroy()`,
    },
    expected: tcp,
  },
  {
    name: 'closing that does not end',
    setup: `
      let server
      beforeAll(async () => {
        server = net.createServer((socket) => socket.on('error', () => {}).end('x'.repeat(100)))
        await once(server.listen(0, '127.0.0.1'), 'listening')
      })
      afterAll(() => void server.close())`,
    leaks: `
      const socket = net.connect(server.address().port, '127.0.0.1') // opened
      await once(socket, 'connect')
      socket.pause().end()`,
    clean: {},
    // Both ends are shut down: the system no longer knows the peer.
    expected: socket('tcp-socket', 'a TCP connection', {
      state: 'its close had begun, but it did not end in time',
    }),
  },
  {
    name: 'accepted by a closed server',
    leaks: `
      const server = net.createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1') // accepted
      await once(server, 'listening')
      const client = net.connect(server.address().port, '127.0.0.1')
      await once(server, 'connection')
      client.destroy()
      server.close()`,
    clean: {
      destroyed: `
      const server = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const client = net.connect(server.address().port, '127.0.0.1')
      await once(client, 'close')
      server.close()`,
      'closed by the client': `
      const server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const client = net.connect(server.address().port, '127.0.0.1')
      await once(server, 'connection')
      client.destroy()
      server.close()`,
    },
    expected: accepted('tcp-socket', 'TCP'),
  },
  acceptedBy('TLS', 'tls', 'tls.createServer(serverTls)', 'secureConnection', accepted('tls-socket', 'TLS')),
  acceptedBy('HTTP', 'http', 'http.createServer()', 'request', accepted('tcp-socket', 'TCP')),
  acceptedBy('HTTPS', 'https', 'https.createServer(serverTls)', 'request', accepted('tls-socket', 'TLS')),
  acceptedBy('HTTP/2', 'http2', 'http2.createServer()', 'stream', {
    type: 'http2-session',
    headline: 'an accepted HTTP/2 session: it was accepted by a server here and never closed',
    rows: {
      ...peer,
      help: '`await new Promise((done) => session.close(done))` in `afterEach`',
      closed: 'destroyed',
    },
    mark: 'accepted',
  }),
  acceptedBy(
    'unix',
    'unix',
    'net.createServer()',
    'connection',
    {
      ...accepted('unix-socket', 'unix-socket'),
      rows: { help: '`socket.destroy()` in `afterEach`', closed: 'destroyed' },
    },
    'socketPath()',
  ),
  {
    name: 'paused TLS client',
    setup: `
      let server
      beforeAll(async () => {
        server = tls.createServer(serverTls, (socket) => socket.on('error', () => {}).write('x'.repeat(100)))
        await once(server.listen(0, '127.0.0.1'), 'listening')
      })
      afterAll(() => void server.close())`,
    leaks: `
      const socket = tls.connect({ port: server.address().port, host: '127.0.0.1', ...clientTls }) // opened
      await once(socket, 'readable')
      socket.pause()`,
    clean: {
      destroyed: `
      const socket = tls.connect({ port: server.address().port, host: '127.0.0.1', ...clientTls })
      await once(socket, 'readable')
      socket.pause().destroy()`,
    },
    expected: socket('tls-socket', 'a TLS connection'),
  },
  {
    name: "unref'd client",
    setup: shared('net.createServer()'),
    leaks: `
      await once(net.connect(server.address().port, '127.0.0.1').unref(), 'connect') // opened`,
    clean: {
      destroyed: `
      const socket = net.connect(server.address().port, '127.0.0.1').unref()
      await once(socket, 'connect')
      socket.destroy()`,
    },
    expected: tcp,
  },
  {
    name: 'TLS client',
    setup: shared('tls.createServer(serverTls)'),
    leaks: `
      const { port } = server.address()
      await once(tls.connect({ port, host: '127.0.0.1', ...clientTls }), 'secureConnect') // opened`,
    clean: {
      destroyed: `
      const { port } = server.address()
      const socket = tls.connect({ port, host: '127.0.0.1', ...clientTls })
      await once(socket, 'secureConnect')
      socket.destroy()`,
      ended: `
      const { port } = server.address()
      const socket = tls.connect({ port, host: '127.0.0.1', ...clientTls }).resume()
      await once(socket, 'secureConnect')
      socket.end()`,
    },
    expected: socket('tls-socket', 'a TLS connection'),
  },
  {
    name: 'TLS over a socket of its own',
    setup: shared('tls.createServer(serverTls)'),
    leaks: `
      const plain = net.connect(server.address().port, '127.0.0.1') // opened
      await once(plain, 'connect')
      await once(tls.connect({ socket: plain, ...clientTls }), 'secureConnect')`,
    clean: {
      destroyed: `
      const plain = net.connect(server.address().port, '127.0.0.1')
      await once(plain, 'connect')
      const secure = tls.connect({ socket: plain, ...clientTls })
      await once(secure, 'secureConnect')
      secure.destroy()`,
    },
    expected: tcp,
  },
  {
    name: 'unix socket',
    // Nothing tells which client an accepted unix socket belongs to: the server closes them itself.
    setup: `
      const accepted = []
      let server
      beforeAll(async () => {
        server = net.createServer((socket) => accepted.push(socket))
        await once(server.listen(socketPath()), 'listening')
      })
      afterAll(() => {
        server.close()
        for (const socket of accepted) socket.destroy()
      })`,
    leaks: `
      await once(net.connect({ path: server.address(), allowHalfOpen: true }), 'connect') // opened`,
    clean: {
      destroyed: `
      const socket = net.connect(server.address())
      await once(socket, 'connect')
      socket.destroy()`,
    },
    expected: socket('unix-socket', 'a unix-socket connection', {}),
  },
  {
    name: 'UDP bound',
    leaks: `
      await once(dgram.createSocket('udp4').bind(0, '127.0.0.1'), 'listening') // opened`,
    clean: {
      closed: `
      const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1')
      await once(socket, 'listening')
      socket.close()`,
      'closed after a message': `
      const socket = dgram.createSocket('udp4')
      await new Promise((done) => socket.send('x', 9, '127.0.0.1', done))
      await new Promise((done) => socket.close(done))`,
    },
    expected: udp({ bound: '127.0.0.1:<port>' }),
  },
  {
    name: 'UDP unbound',
    leaks: `
      keep.push(dgram.createSocket('udp4')) // opened`,
    clean: {
      closed: `
      dgram.createSocket('udp4').close()`,
    },
    expected: udp({}),
  },
  {
    name: "UDP unref'd",
    leaks: `
      await once(dgram.createSocket('udp4').unref().bind(0, '127.0.0.1'), 'listening') // opened`,
    clean: {
      closed: `
      const socket = dgram.createSocket('udp4').unref().bind(0, '127.0.0.1')
      await once(socket, 'listening')
      socket.close()`,
    },
    expected: udp({ bound: '127.0.0.1:<port>' }),
  },
  {
    name: 'DNS query',
    setup: `
      const { promises: { Resolver } } = dns
      const silent = new Resolver()
      const server = dgram.createSocket('udp4').on('message', (message, { port, address }) => {
        if (!message.includes('gone')) return
        // "This is the answer: no such name."
        message[2] |= 0x80
        message[3] |= 3
        server.send(message, port, address)
      })
      beforeAll(async () => {
        await once(server.bind(0, '127.0.0.1'), 'listening')
        silent.setServers(['127.0.0.1:' + server.address().port])
      })
      afterAll(() => server.close())`,
    leaks: `
      silent.resolveMx('orders.example').catch(() => {}) // opened`,
    clean: {
      cancelled: `
      const resolver = new Resolver()
      resolver.setServers(silent.getServers())
      const answer = resolver.resolve4('orders.example')
      resolver.cancel()
      await expect(answer).rejects.toThrow('ECANCELLED')`,
      'cancelled without waiting': `
      const resolver = new dns.Resolver()
      resolver.setServers(silent.getServers())
      resolver.resolve4('orders.example', () => {})
      resolver.cancel()`,
      'given up by itself': `
      const resolver = new Resolver({ timeout: 20, tries: 1 })
      resolver.setServers(silent.getServers())
      await resolver.resolve4('orders.example').catch(() => {})`,
      'answered soon': `
      const resolver = new Resolver()
      resolver.setServers(silent.getServers())
      resolver.resolve4('gone.example').catch(() => {})`,
      answered: `
      const resolver = new Resolver()
      resolver.setServers(silent.getServers())
      await expect(resolver.resolve4('gone.example')).rejects.toThrow('ENOTFOUND')`,
      'a resolver without queries': `
      keep.push(new Resolver(), new dns.Resolver())`,
    },
    expected: {
      type: 'dns-request',
      headline: 'a DNS request: it was sent here and never answered',
      rows: {
        name: 'orders.example (MX)',
        help: 'send it through a `new Resolver()` of your own, and `resolver.cancel()` in `afterEach`',
        closed: 'cancelled',
      },
    },
  },
  {
    name: 'DNS lookup',
    leaks: `
      await dns.promises.lookup('localhost')`,
    clean: {
      'answered soon': `
      dns.lookup('localhost', () => {})
      dns.promises.lookupService('127.0.0.1', 80).catch(() => {})`,
      'of a name that is too long': `
      dns.lookup('x'.repeat(300), () => {})`,
    },
    expected: [],
  },
  {
    name: 'message port',
    leaks: `
      new MessageChannel().port1.onmessage = () => {} // opened`,
    clean: {
      idle: `
      keep.push(new MessageChannel())`,
      closed: `
      const { port1 } = new MessageChannel()
      port1.onmessage = () => {}
      port1.close()`,
      'closed by the other side': `
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {}
      port2.close()`,
      "unref'd": `
      const { port1 } = new MessageChannel()
      port1.onmessage = () => {}
      port1.unref()
      keep.push(port1)`,
      'listener removed': `
      const { port1 } = new MessageChannel()
      const listener = () => {}
      port1.on('message', listener)
      port1.off('message', listener)`,
    },
    expected: {
      type: 'message-port',
      headline: 'a message port that is listened on: it was created here and never closed',
      rows: { help: '`port.close()` in `afterEach`', closed: 'closed' },
    },
  },
  {
    name: 'broadcast channel',
    leaks: `
      new BroadcastChannel('orders').onmessage = () => {} // opened`,
    clean: {
      closed: `
      const channel = new BroadcastChannel('orders')
      channel.onmessage = () => {}
      channel.close()`,
    },
    expected: {
      type: 'broadcast-channel',
      headline: 'a broadcast channel: it was created here and never closed',
      rows: { help: '`channel.close()` in `afterEach`', closed: 'closed' },
    },
  },
]

export const socketsFamily: TypeFamily = {
  name: 'sockets',
  prelude: `
    const { once } = require('node:events')
    const { setTimeout: sleep } = require('node:timers/promises')
    const { BroadcastChannel, MessageChannel } = require('node:worker_threads')
    const { fork } = require('node:child_process')
    const dgram = require('node:dgram')
    const dns = require('node:dns')
    const http = require('node:http')
    const https = require('node:https')
    const http2 = require('node:http2')
    const net = require('node:net')
    const tls = require('node:tls')
    const os = require('node:os')
    const path = require('node:path')
    ${tlsOptions}
    const keep = []
    let sockets = 0
    const socketPath = () => path.join(os.tmpdir(), \`leakguard-\${process.pid}-\${++sockets}.sock\`)`,
  // Whatever it is told to connect to it stays connected to.
  files: {
    'client.cjs': `
      ${tlsOptions}
      const open = {
        tls: ({ port }) => require('node:tls').connect({ port, host: '127.0.0.1', ...clientTls }),
        http: ({ port }) => require('node:http').get({ port }),
        https: ({ port }) => require('node:https').get({ port, host: '127.0.0.1', ...clientTls }),
        http2: ({ port }) => require('node:http2').connect('http://127.0.0.1:' + port).on('error', () => {}).request(),
        unix: (path) => require('node:net').connect(path),
      }
      process.on('message', ({ protocol, to }) => open[protocol](to).on('error', () => {}))
      process.send('ready')`,
  },
  cases,
}
