import type { PackageKnowledge } from '../package-knowledge'

export const winstonDailyRotateFile: PackageKnowledge = {
  package: 'winston-daily-rotate-file',
  link: 'https://github.com/winstonjs/winston-daily-rotate-file',
  close: '`logger.close()`',
}
