import type { PackageKnowledge } from '../package-knowledge'

export const drizzleOrm: PackageKnowledge = {
  package: 'drizzle-orm',
  link: 'https://orm.drizzle.team/docs/get-started-postgresql',
  close: '`await db.$client.end()` (`close()` with SQLite)',
}
