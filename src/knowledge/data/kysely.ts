import type { PackageKnowledge } from '../package-knowledge'

export const kysely: PackageKnowledge = {
  package: 'kysely',
  link: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html#destroy',
  close: '`await db.destroy()`',
  rollback: '`await transaction.rollback().execute()`',
  makes: [{ name: 'Kysely', close: ['destroy'] }],
}
