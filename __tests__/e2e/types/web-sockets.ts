import type { TypeFamily } from '../support/cases/type-cases'

/** The global `WebSocket`, since Node 22; needs the port of a server. */
export const webSocketsFamily: TypeFamily = {
  name: 'web-sockets',
  prelude: `
    const address = 'ws://127.0.0.1:' + process.env.WEB_SOCKETS
    const opened = (webSocket) => new Promise((done) => webSocket.addEventListener('open', done))`,
  cases: [
    {
      name: 'web socket',
      leaks: `
      await opened(new WebSocket(address)) // opened`,
      clean: {
        closed: `
      const webSocket = new WebSocket(address)
      await opened(webSocket)
      const closed = new Promise((done) => webSocket.addEventListener('close', done))
      webSocket.close()
      await closed`,
        'closed without waiting': `
      const webSocket = new WebSocket(address)
      await opened(webSocket)
      webSocket.close()`,
        refused: `
      const webSocket = new WebSocket('ws://127.0.0.1:9')
      await new Promise((done) => webSocket.addEventListener('error', done))`,
      },
      expected: {
        type: 'tcp-socket',
        headline: 'a WebSocket connection: it was opened here and never closed',
        rows: { peer: '127.0.0.1:<port>', help: '`webSocket.close()` in `afterEach`', closed: 'destroyed' },
      },
    },
  ],
}
