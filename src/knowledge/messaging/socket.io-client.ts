import type { PackageKnowledge } from '../package-knowledge'

export const socketIoClient: PackageKnowledge = {
  package: 'socket.io-client',
  link: 'https://socket.io/docs/v4/client-api/#socketdisconnect',
  close: '`socket.disconnect()`',
}
