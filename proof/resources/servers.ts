import { awaited, handle, type Resource, settling, sometimes } from './resource'

const close = 'await new Promise((done) => x.close(done))'
const server = (type: string, open: string): Resource => handle(type, open, close)

export const servers = {
  'tcp server': server('tcp-server', 'net.createServer().listen(0)'),
  'tcp server without reference': sometimes(server('tcp-server', 'net.createServer().listen(0).unref()')),
  'tcp server of a host': settling(server('tcp-server', "net.createServer().listen(0, '127.0.0.1')")),
  'tcp server of a signal': sometimes(
    handle(
      'tcp-server',
      'kit.aborting((signal) => net.createServer().listen({ port: 0, signal }))',
      'x.abort()',
    ),
  ),
  'tls server': server('tls-server', 'tls.createServer(kit.serverTls).listen(0)'),
  'http server': server('http-server', 'http.createServer().listen(0)'),
  'http server with a client': awaited(
    handle(
      'http-server',
      "kit.visited(http.createServer((_, response) => response.end('x')).listen(0))",
      `x.closeAllConnections(); ${close}`,
    ),
  ),
  'tcp server with a client': awaited(
    handle(
      'tcp-server',
      'kit.reached(net.createServer((socket) => socket.resume()).listen(0))',
      'await kit.endAll(x)',
    ),
  ),
  'upgrading server with a client': awaited(
    handle(
      'http-server',
      "kit.reached(http.createServer().on('upgrade', kit.upgrade).listen(0))",
      'await kit.endAll(x)',
    ),
  ),
  'https server': server('https-server', 'https.createServer(kit.serverTls).listen(0)'),
  'http2 server': server('http2-server', 'http2.createServer().listen(0)'),
  'secure http2 server': sometimes(
    server('http2-server', 'http2.createSecureServer(kit.serverTls).listen(0)'),
  ),
  'unix server': server('unix-server', 'net.createServer().listen(kit.socketPath())'),
} as const satisfies Readonly<Record<string, Resource>>
