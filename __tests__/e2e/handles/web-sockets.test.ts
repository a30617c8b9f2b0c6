import { describeTypes } from '../support/cases/describe-types'
import { nodeLines } from '../support/run/run-jest'
import { startWebSocketServer, type WebSocketServer } from '../support/servers/web-socket-server'
import { webSocketsFamily } from '../types/web-sockets'

let server: WebSocketServer
beforeAll(async () => {
  server = await startWebSocketServer()
})
afterAll(() => server.close())

const withWebSocket = nodeLines.filter((line) => line !== '20')

describeTypes(webSocketsFamily, {
  lines: Object.fromEntries(withWebSocket.map((node) => [`Node ${node}`, { node }])),
  options: () => ({ env: { WEB_SOCKETS: String(server.port) } }),
})
