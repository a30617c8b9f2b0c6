import type { PackageKnowledge } from '../package-knowledge'

export const pgPool: PackageKnowledge = {
  package: 'pg-pool',
  link: 'https://node-postgres.com/apis/pool#poolend',
  close: '`await pool.end()`',
  makes: [{ name: 'default', close: ['end'], type: 'pg-pool' }],
}
