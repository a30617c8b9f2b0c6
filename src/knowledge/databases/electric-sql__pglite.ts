import type { PackageKnowledge } from '../package-knowledge'

export const electricSqlPglite: PackageKnowledge = {
  package: '@electric-sql/pglite',
  link: 'https://pglite.dev/docs/api#close',
  close: '`await db.close()`',
}
