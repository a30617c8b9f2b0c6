import type { PackageKnowledge } from '../package-knowledge'

export const bullmq: PackageKnowledge = {
  package: 'bullmq',
  link: 'https://docs.bullmq.io/guide/workers/graceful-shutdown',
  close: '`await queue.close()`, likewise for each `Worker` and `QueueEvents`',
  makes: [
    { name: 'Queue', close: ['close'] },
    { name: 'Worker', close: ['close'] },
    { name: 'QueueEvents', close: ['close'] },
    { name: 'FlowProducer', close: ['close'] },
  ],
}
