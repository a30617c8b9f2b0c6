import type { PackageKnowledge } from '../package-knowledge'

export const socketIo: PackageKnowledge = {
  package: 'socket.io',
  link: 'https://socket.io/docs/v4/server-api/#serverclosecallback',
  close: '`await io.close()`',
  makes: [{ name: 'Server', close: ['close'], opens: ['listen', 'attach'] }],
}
