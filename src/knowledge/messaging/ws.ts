import type { PackageKnowledge } from '../package-knowledge'

export const ws: PackageKnowledge = {
  package: 'ws',
  link: 'https://github.com/websockets/ws/blob/master/doc/ws.md#serverclosecallback',
  close: '`wss.close()` and `client.terminate()` for each connection',
  closeByType: {
    'tcp-socket': '`client.terminate()`',
    'tls-socket': '`client.terminate()`',
    'unix-socket': '`client.terminate()`',
  },
  makes: [
    { name: 'default', close: ['close', 'terminate'], type: 'tcp-socket' },
    { name: 'WebSocket', close: ['close', 'terminate'], type: 'tcp-socket' },
    { name: 'WebSocketServer', close: ['close'], unless: ['server', 'noServer'] },
    { name: 'Server', close: ['close'], unless: ['server', 'noServer'] },
  ],
}
