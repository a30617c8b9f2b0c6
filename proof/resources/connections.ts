import { awaited, handle, type Resource, seldom, settling, sometimes } from './resource'

const large = "{ port: kit.ports.http, host: '127.0.0.1', path: '/large', agent: false }"
const silent = "{ port: kit.ports.http, host: '127.0.0.1', path: '/silent', agent: false }"
const upgrade =
  "{ port: kit.ports.http, host: '127.0.0.1', headers: { Connection: 'Upgrade', Upgrade: 'echo' }, agent: false }"
const closeSession = 'await new Promise((done) => x.close(done))'

export const connections = {
  'tcp socket': settling(
    awaited(handle('tcp-socket', "kit.connected(net.connect(kit.ports.tcp, '127.0.0.1'))", 'x.destroy()')),
  ),
  'tcp socket at once': settling(
    handle('tcp-socket', "net.connect(kit.ports.tcp, '127.0.0.1')", 'x.destroy(); await kit.closed(x)'),
  ),
  'tls socket': settling(
    awaited(handle('tls-socket', 'kit.secured(tls.connect(kit.ports.tls, kit.clientTls))', 'x.destroy()')),
  ),
  'unix socket': settling(
    awaited(handle('unix-socket', 'kit.connected(net.connect(kit.ports.unix))', 'x.destroy()')),
  ),
  'upgraded socket': settling(
    awaited(handle('tcp-socket', `kit.upgraded(http.get(${upgrade}))`, 'x.destroy()')),
  ),
  // Node 20 has none.
  'web socket': settling(
    awaited(
      handle(
        'tcp-socket',
        "kit.talking(kit.hasWebSocket ? new WebSocket('ws://127.0.0.1:' + kit.ports.http) : net.connect(kit.ports.tcp, '127.0.0.1'))",
        'kit.hangUp(x)',
      ),
    ),
  ),
  'http2 session': awaited(
    handle(
      'http2-session',
      "kit.connected(http2.connect('http://127.0.0.1:' + kit.ports.http2))",
      closeSession,
    ),
  ),
  'http2 session with a stream': settling(
    awaited(
      handle(
        'http2-session',
        "kit.streaming(http2.connect('http://127.0.0.1:' + kit.ports.http2))",
        'x.destroy()',
      ),
    ),
  ),
  'keep-alive agent': awaited(
    handle('http-agent', 'kit.requested(new http.Agent({ keepAlive: true }))', 'x.destroy()'),
  ),
  'https agent': sometimes(
    awaited(
      handle(
        'http-agent',
        'kit.requested(new https.Agent({ keepAlive: true, ...kit.clientTls }), https)',
        'x.destroy()',
      ),
    ),
  ),
  'unread response': settling(
    awaited(handle('http-response', `kit.responded(http.get(${large}))`, 'x.destroy()')),
  ),
  'unread body': settling(
    awaited(
      handle(
        'http-response',
        "kit.keeping(fetch('http://127.0.0.1:' + kit.ports.http + '/large'))",
        'await x.body.cancel().catch(kit.nothing)',
      ),
    ),
  ),
  'request without an answer': seldom(
    settling(handle('tcp-socket', `http.get(${silent}).on('error', kit.nothing)`, 'x.destroy()')),
  ),
  'udp socket': handle('udp-socket', "dgram.createSocket('udp4').bind(0)", 'try { x.close() } catch {}'),
  'connected udp socket': awaited(
    handle('udp-socket', "kit.aimed(dgram.createSocket('udp4'))", 'try { x.close() } catch {}'),
  ),
  'message port': handle('message-port', "new MessageChannel().port1.on('message', () => {})", 'x.close()'),
  'channel that nobody hears': sometimes(
    handle('broadcast-channel', "new BroadcastChannel('proof')", 'x.close()'),
  ),
  'broadcast channel': handle('broadcast-channel', "kit.heard(new BroadcastChannel('proof'))", 'x.close()'),
} as const satisfies Readonly<Record<string, Resource>>
