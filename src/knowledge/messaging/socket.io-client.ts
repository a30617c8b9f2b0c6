import type { PackageKnowledge } from '../package-knowledge'

export const socketIoClient: PackageKnowledge = {
  package: 'socket.io-client',
  link: 'https://socket.io/docs/v4/client-api/#socketdisconnect',
  close: '`socket.disconnect()`',
  makes: [
    { name: 'default', close: ['disconnect', 'close'], unless: ['autoConnect: false'] },
    { name: 'io', close: ['disconnect', 'close'], unless: ['autoConnect: false'] },
    { name: 'connect', close: ['disconnect', 'close'], unless: ['autoConnect: false'] },
  ],
}
