import type { PackageKnowledge } from '../package-knowledge'

export const nodeCron: PackageKnowledge = {
  package: 'node-cron',
  link: 'https://nodecron.com/api-reference.html',
  close: '`task.stop()`',
  makes: [{ name: 'schedule', close: ['stop', 'destroy'] }],
}
