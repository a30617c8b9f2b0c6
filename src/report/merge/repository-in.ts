import { existsSync } from '../../kept/fs'
import { join } from '../../kept/path'

import { readBaseline } from '../baseline-file'
import type { Repository } from './rejudge'

/** A repository on this disk; `onInvalid` is told of a baseline that cannot be used, which is then as if there were none. */
export function repositoryIn(base: string, onInvalid: (path: string, problem: string) => void): Repository {
  return {
    exists: (path) => existsSync(join(base, path)),
    baseline: (path) => {
      const file = join(base, path)
      const entries = existsSync(file) ? readBaseline(file) : undefined
      if (typeof entries !== 'string') return entries
      onInvalid(file, entries)
      return undefined
    },
  }
}
