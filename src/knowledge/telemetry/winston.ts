import type { PackageKnowledge } from '../package-knowledge'

export const winston: PackageKnowledge = {
  package: 'winston',
  link: 'https://github.com/winstonjs/winston',
  close: '`logger.close()`',
  lazyObjects: [{ maker: /^at new File \(/ }],
}
