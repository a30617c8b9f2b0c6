import { describeTypes } from '../support/cases/describe-types'
import { sqliteFamily } from '../types/sqlite'

// The add-on is compiled for this repository's Node.
describeTypes(sqliteFamily, {
  options: () => ({ env: { BETTER_SQLITE3: require.resolve('better-sqlite3') } }),
})
