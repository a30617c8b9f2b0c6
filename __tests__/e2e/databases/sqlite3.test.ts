import { describeTypes } from '../support/cases/describe-types'
import { installNativePackages } from '../support/install/native-packages'
import { sqlite3Family } from '../types/sqlite3'

const modules = installNativePackages({ dependencies: { sqlite: '5.1.1', sqlite3: '6.0.1' } })

if (modules !== undefined) describeTypes(sqlite3Family, { options: () => ({ env: { NODE_PATH: modules } }) })
else test.skip('sqlite3: it cannot be installed here', () => undefined)
