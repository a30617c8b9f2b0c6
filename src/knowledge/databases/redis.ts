import type { PackageKnowledge } from '../package-knowledge'

export const redis: PackageKnowledge = {
  package: 'redis',
  link: 'https://github.com/redis/node-redis#disconnecting',
  close: '`await client.close()` (`quit()` before version 5)',
  makes: [
    { name: 'createClient', close: ['close', 'quit', 'disconnect', 'destroy'], opens: ['connect'] },
    { name: 'createCluster', close: ['close', 'quit', 'disconnect', 'destroy'], opens: ['connect'] },
  ],
}
