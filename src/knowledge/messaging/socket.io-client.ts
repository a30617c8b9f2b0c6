import type { PackageKnowledge } from '../package-knowledge'

export const socketIoClient: PackageKnowledge = {
  package: 'socket.io-client',
  link: 'https://socket.io/docs/v4/client-api/#socketdisconnect',
  close: '`socket.disconnect()`',
  makes: [
    { name: 'default', close: ['disconnect', 'close'] },
    { name: 'io', close: ['disconnect', 'close'] },
    { name: 'connect', close: ['disconnect', 'close'] },
  ],
}
