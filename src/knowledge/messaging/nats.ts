import type { PackageKnowledge } from '../package-knowledge'

export const nats: PackageKnowledge = {
  package: 'nats',
  link: 'https://github.com/nats-io/nats.js',
  close: '`await nc.drain()`',
  losesCaller: true,
  makes: [{ name: 'connect', close: ['drain', 'close'] }],
}
