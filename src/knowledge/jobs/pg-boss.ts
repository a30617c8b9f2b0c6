import type { PackageKnowledge } from '../package-knowledge'

export const pgBoss: PackageKnowledge = {
  package: 'pg-boss',
  link: 'https://github.com/timgit/pg-boss',
  close: '`await boss.stop()`',
}
