import type { PackageKnowledge } from '../package-knowledge'

export const redisClient: PackageKnowledge = {
  package: '@redis/client',
  link: 'https://github.com/redis/node-redis#disconnecting',
  close: '`await client.close()` (`quit()` before version 5)',
  lazyObjects: [
    { frame: /[\\/]client[\\/]pool\.[jt]s:/, maker: /^at new RedisClientPool \(/ },
    { maker: /^at new RedisClient \(/ },
  ],
  harmless: [
    {
      type: 'timer',
      fn: /scheduleCleanup\b/,
      reason: 'a pool looks for idle clients once more after it was closed',
    },
  ],
  makes: [
    { name: 'createClient', close: ['close', 'quit', 'disconnect', 'destroy'], opens: ['connect'] },
    { name: 'createCluster', close: ['close', 'quit', 'disconnect', 'destroy'], opens: ['connect'] },
  ],
}
