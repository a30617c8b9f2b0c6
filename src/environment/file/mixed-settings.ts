import { lazily } from '../../loading/lazily'
import type { TestFile } from '../../ownership/scope'
import type * as framesModule from '../../resources/trace/frames'
import type { LeakType } from '../../verdict/leak'
import type * as mixedModule from '../../verdict/databases/mixed'
import type { Mixed } from '../../verdict/databases/mixed'
import { fileLedgerOf } from '../../resources/ledger/file-ledger'

const databases: Partial<Record<LeakType, string>> = {
  'pg-pool': 'PostgreSQL',
  'mysql-pool': 'MySQL',
  'sqlite-database': 'SQLite',
}

/** The factory or singleton through which a file has opened databases of several kinds, if there is one. */
export function mixedSettings(testFile: TestFile): Mixed | undefined {
  const used = fileLedgerOf(testFile).made.flatMap(({ resource, reuse, target }) => {
    const database = databases[reuse.type]
    return database === undefined || reuse.endpointOf(target) === undefined ? [] : [{ database, resource }]
  })
  if (new Set(used.map(({ database }) => database)).size < 2) return undefined
  const { framesOf } = lazily(() => require('../../resources/trace/frames') as typeof framesModule)
  const { findMixed } = lazily(() => require('../../verdict/databases/mixed') as typeof mixedModule)
  return findMixed(
    used.map(({ database, resource: { scope, trace } }) => ({
      database,
      ownerId: scope.id,
      block: scope.owner.kind === 'test' ? scope.owner.path.slice(0, -1) : scope.owner.path,
      frames: framesOf(trace),
    })),
  )
}
