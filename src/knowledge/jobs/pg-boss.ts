import type { PackageKnowledge } from '../package-knowledge'

export const pgBoss: PackageKnowledge = {
  package: 'pg-boss',
  link: 'https://github.com/timgit/pg-boss',
  close: '`await boss.stop()`',
  harmless: [
    {
      type: 'timer',
      fn: /[\\/]tools\.js:/,
      reason: 'it pauses between two looks at its workers, also for a moment after it was stopped',
    },
  ],
  makes: [
    { name: 'default', close: ['stop'], opens: ['start'] },
    { name: 'PgBoss', close: ['stop'], opens: ['start'] },
  ],
}
