import { describeTypes } from '../support/cases/describe-types'
import { installNativePackages, sqlite3 } from '../support/install/native-packages'
import { sqlite3Family } from '../types/sqlite3'

const modules = installNativePackages(sqlite3)

if (modules !== undefined) describeTypes(sqlite3Family, { options: () => ({ env: { NODE_PATH: modules } }) })
else test.skip('sqlite3 (skipped: it cannot be installed here)', () => undefined)
