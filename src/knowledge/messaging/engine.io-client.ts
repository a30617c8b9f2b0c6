import type { PackageKnowledge } from '../package-knowledge'

export const engineIoClient: PackageKnowledge = {
  package: 'engine.io-client',
  link: 'https://github.com/socketio/engine.io-client',
  close: '`socket.disconnect()`',
}
