import type { PackageKnowledge } from '../package-knowledge'

export const amqpConnectionManager: PackageKnowledge = {
  package: 'amqp-connection-manager',
  link: 'https://github.com/jwalton/node-amqp-connection-manager',
  close: '`await connection.close()`',
  makes: [{ name: 'connect', close: ['close'] }],
}
