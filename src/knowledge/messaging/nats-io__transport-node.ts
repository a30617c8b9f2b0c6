import type { PackageKnowledge } from '../package-knowledge'

export const natsIoTransportNode: PackageKnowledge = {
  package: '@nats-io/transport-node',
  link: 'https://github.com/nats-io/nats.js',
  close: '`await nc.drain()`',
  losesCaller: true,
  makes: [{ name: 'connect', close: ['drain', 'close'] }],
}
