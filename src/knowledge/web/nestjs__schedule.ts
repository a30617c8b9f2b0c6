import type { PackageKnowledge } from '../package-knowledge'

export const nestjsSchedule: PackageKnowledge = {
  package: '@nestjs/schedule',
  link: 'https://docs.nestjs.com/techniques/task-scheduling',
  close: '`await app.close()`',
}
