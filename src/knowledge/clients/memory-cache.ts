import type { PackageKnowledge } from '../package-knowledge'

export const memoryCache: PackageKnowledge = {
  package: 'memory-cache',
  link: 'https://github.com/ptarjan/node-cache#clear',
  close: '`cache.clear()`',
}
