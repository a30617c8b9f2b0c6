import type { PackageKnowledge } from '../package-knowledge'

export const cron: PackageKnowledge = {
  package: 'cron',
  link: 'https://github.com/kelektiv/node-cron',
  close: '`await job.stop()`',
  makes: [{ name: 'CronJob', close: ['stop'], opens: ['start'] }],
}
