import type { PackageKnowledge } from '../package-knowledge'

export const ioredis: PackageKnowledge = {
  package: 'ioredis',
  link: 'https://github.com/redis/ioredis',
  close: '`await redis.quit()` (`redis.disconnect()` when the server is away)',
  harmless: [
    {
      type: 'timer',
      fn: /\bdisconnect\b/,
      reason:
        '`disconnect()` guards the closing of its stream with a timer that it keeps when there is no stream',
    },
  ],
  makes: [
    { name: 'default', close: ['quit', 'disconnect'], unless: ['lazyConnect: true'] },
    { name: 'Redis', close: ['quit', 'disconnect'], unless: ['lazyConnect: true'] },
    { name: 'Cluster', close: ['quit', 'disconnect'], unless: ['lazyConnect: true'] },
    { name: 'Redis.Cluster', close: ['quit', 'disconnect'], unless: ['lazyConnect: true'] },
  ],
}
