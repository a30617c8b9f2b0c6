import type { PackageKnowledge } from '../package-knowledge'

export const ws: PackageKnowledge = {
  package: 'ws',
  link: 'https://github.com/websockets/ws/blob/master/doc/ws.md#serverclosecallback',
  close: '`wss.close()` and `client.terminate()` for each connection',
}
