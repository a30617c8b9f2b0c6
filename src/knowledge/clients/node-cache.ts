import type { PackageKnowledge } from '../package-knowledge'

export const nodeCache: PackageKnowledge = {
  package: 'node-cache',
  link: 'https://github.com/node-cache/node-cache',
  close: '`cache.close()`',
}
