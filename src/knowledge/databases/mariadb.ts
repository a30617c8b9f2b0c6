import type { PackageKnowledge } from '../package-knowledge'

export const mariadb: PackageKnowledge = {
  package: 'mariadb',
  link: 'https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md#poolend--promise',
  close: '`await pool.end()`',
  makes: [
    { name: 'createPool', close: ['end'] },
    { name: 'createConnection', close: ['end', 'destroy'] },
  ],
}
