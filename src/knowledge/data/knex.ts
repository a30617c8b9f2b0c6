import type { PackageKnowledge } from '../package-knowledge'

export const knex: PackageKnowledge = {
  package: 'knex',
  link: 'https://knexjs.org/guide/#configuration-options',
  close: '`await knex.destroy()`',
  rollback: '`await transaction.rollback()`',
  makes: [
    { name: 'default', close: ['destroy'] },
    { name: 'knex', close: ['destroy'] },
  ],
}
