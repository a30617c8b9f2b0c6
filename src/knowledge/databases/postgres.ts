import type { PackageKnowledge } from '../package-knowledge'

export const postgres: PackageKnowledge = {
  package: 'postgres',
  link: 'https://github.com/porsager/postgres#teardown--cleanup',
  close: '`await sql.end()`',
  losesCaller: true,
  lazyObjects: [{}],
  makes: [{ name: 'default', close: ['end'] }],
}
