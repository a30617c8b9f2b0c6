import type { PackageKnowledge } from '../package-knowledge'

export const httpProxy: PackageKnowledge = {
  package: 'http-proxy',
  link: 'https://github.com/http-party/node-http-proxy',
  close: '`proxy.close()`',
}
