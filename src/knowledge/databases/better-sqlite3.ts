import type { PackageKnowledge } from '../package-knowledge'

export const betterSqlite3: PackageKnowledge = {
  package: 'better-sqlite3',
  link: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#close---this',
  close: '`db.close()`',
  makes: [{ name: 'default', close: ['close'], type: 'sqlite-database' }],
}
