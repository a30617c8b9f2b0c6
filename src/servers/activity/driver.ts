import { createRequire } from '../../kept/node'
import { join } from '../../kept/path'

import { DriverMissing } from './source'

/** The first of these packages that the project has. @throws DriverMissing */
export function loadDriver(rootDir: string, names: readonly string[]): { name: string; driver: object } {
  const require = createRequire(join(rootDir, 'package.json'))
  for (const name of names) {
    try {
      require.resolve(name)
    } catch {
      continue
    }
    return { name, driver: require(name) as object }
  }
  throw new DriverMissing(names)
}
