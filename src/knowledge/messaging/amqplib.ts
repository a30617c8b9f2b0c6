import type { PackageKnowledge } from '../package-knowledge'

export const amqplib: PackageKnowledge = {
  package: 'amqplib',
  link: 'https://amqp-node.github.io/amqplib/channel_api.html#model_close',
  close: '`await connection.close()`',
  makes: [{ name: 'connect', close: ['close'] }],
}
