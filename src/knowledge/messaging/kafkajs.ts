import type { PackageKnowledge } from '../package-knowledge'

export const kafkajs: PackageKnowledge = {
  package: 'kafkajs',
  link: 'https://kafka.js.org/docs/getting-started',
  calls: [{ exported: 'Kafka', methods: ['admin', 'consumer', 'producer'] }],
  close: '`await producer.disconnect()` or `await consumer.disconnect()`',
}
