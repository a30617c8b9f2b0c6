import type { PackageKnowledge } from '../package-knowledge'

export const mysql2: PackageKnowledge = {
  package: 'mysql2',
  link: 'https://sidorares.github.io/node-mysql2/docs',
  close: '`await pool.end()`',
  makes: [
    { name: 'createPool', close: ['end'] },
    { name: 'createConnection', close: ['end', 'destroy'] },
  ],
}
