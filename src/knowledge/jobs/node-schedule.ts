import type { PackageKnowledge } from '../package-knowledge'

export const nodeSchedule: PackageKnowledge = {
  package: 'node-schedule',
  link: 'https://github.com/node-schedule/node-schedule#graceful-shutdown',
  close: '`await schedule.gracefulShutdown()`',
  makes: [{ name: 'scheduleJob', close: ['cancel', 'gracefulShutdown'] }],
}
