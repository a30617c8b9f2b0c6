import type { PackageKnowledge } from '../package-knowledge'

export const cacheableNodeCache: PackageKnowledge = {
  package: '@cacheable/node-cache',
  link: 'https://cacheable.org/docs/node-cache/',
  close: '`cache.close()`',
}
