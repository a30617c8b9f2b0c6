import type { PackageKnowledge } from '../package-knowledge'

export const pgBoss: PackageKnowledge = {
  package: 'pg-boss',
  link: 'https://github.com/timgit/pg-boss',
  close: '`await boss.stop()`',
  makes: [
    { name: 'default', close: ['stop'], opens: ['start'] },
    { name: 'PgBoss', close: ['stop'], opens: ['start'] },
  ],
}
