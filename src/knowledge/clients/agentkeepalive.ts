import type { PackageKnowledge } from '../package-knowledge'

export const agentkeepalive: PackageKnowledge = {
  package: 'agentkeepalive',
  link: 'https://github.com/node-modules/agentkeepalive',
  close: '`agent.destroy()`',
}
