import { createRequire } from '../kept/node'
import { join } from '../kept/path'
import { fromDisk } from './lazily'

/** Loads packages as the project would, outside the sandbox of its tests. */
export function projectRequire(rootDir: string): (name: string) => unknown {
  const load = createRequire(join(rootDir, 'package.json'))
  return (name) => fromDisk(() => load(name) as unknown)
}
