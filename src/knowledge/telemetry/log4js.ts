import type { PackageKnowledge } from '../package-knowledge'

export const log4js: PackageKnowledge = {
  package: 'log4js',
  link: 'https://log4js-node.github.io/log4js-node/api.html',
  close: '`await new Promise((done) => log4js.shutdown(done))`',
}
