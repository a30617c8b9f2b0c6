import type { PackageKnowledge } from '../package-knowledge'

export const natsIoNatsCore: PackageKnowledge = {
  package: '@nats-io/nats-core',
  link: 'https://github.com/nats-io/nats.js',
  close: '`await nc.drain()`',
  partOf: '@nats-io/transport-node',
}
