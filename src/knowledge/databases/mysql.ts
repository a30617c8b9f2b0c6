import type { PackageKnowledge } from '../package-knowledge'

export const mysql: PackageKnowledge = {
  package: 'mysql',
  link: 'https://github.com/mysqljs/mysql#closing-all-the-connections-in-a-pool',
  close: '`pool.end()`',
  makes: [
    { name: 'createPool', close: ['end'] },
    { name: 'createConnection', close: ['end', 'destroy'], opens: ['connect', 'query'] },
  ],
}
