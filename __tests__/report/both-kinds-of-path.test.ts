import type { posix, win32 } from 'node:path'

import type * as posixPathModule from '../../src/report/posix-path'
import type * as rebaseModule from '../../src/report/rebase'

interface Paths {
  posixPath: typeof posixPathModule.posixPath
  Rebase: typeof rebaseModule.Rebase
}

/** Our code as it runs on that system, whatever this one is. */
function on(kind: 'posix' | 'win32'): Paths {
  const loaded: Partial<Paths> = {}
  jest.isolateModules(() => {
    jest.doMock(
      'node:path',
      () => jest.requireActual<{ posix: typeof posix; win32: typeof win32 }>('node:path')[kind],
    )
    Object.assign(loaded, require('../../src/report/posix-path'), require('../../src/report/rebase'))
  })
  jest.dontMock('node:path')
  return loaded as Paths
}

const systems = [
  {
    kind: 'posix' as const,
    repository: '/home/ci/shop',
    root: '/home/ci/shop/packages/orders',
    file: '/home/ci/shop/packages/orders/src/a.ts',
    beside: '/home/ci/shop/packages/db/pool.ts',
    foreign: '/home/ci/other/lib/pool.ts',
    installed: '/opt/store/node_modules/pg/lib/client.js',
  },
  {
    kind: 'win32' as const,
    repository: 'C:\\ci\\shop',
    root: 'C:\\ci\\shop\\packages\\orders',
    file: 'C:\\ci\\shop\\packages\\orders\\src\\a.ts',
    beside: 'C:\\ci\\shop\\packages\\db\\pool.ts',
    foreign: 'D:\\other\\lib\\pool.ts',
    installed: 'D:\\store\\node_modules\\pg\\lib\\client.js',
  },
]

describe.each(systems)('$kind', ({ kind, repository, root, file, beside, foreign, installed }) => {
  const { posixPath, Rebase } = on(kind)
  const rebase = new Rebase(repository, root)

  test('a file is told from the root, with forward slashes', () => {
    expect([file, beside].map((each) => posixPath(root, each))).toEqual(['src/a.ts', '../db/pool.ts'])
  })

  test('a record is told from the repository', () => {
    expect(rebase.path('src/a.ts')).toBe('packages/orders/src/a.ts')
    expect(rebase.path('.')).toBe('packages/orders')
    expect(rebase.absolute('src/a.ts')).toBe(file)
  })

  test('frames lead to the repository, and say of other places only their end', () => {
    const frames = [
      `at open (${file}:3:5)`,
      `at async ${beside}:7:1`,
      `at ${foreign}:1:2`,
      `at Client.connect (${installed}:9:9)`,
      'at node:internal/timers:573:17',
    ]

    expect(frames.map((frame) => rebase.frame(frame))).toEqual([
      'at open (packages/orders/src/a.ts:3:5)',
      'at async packages/db/pool.ts:7:1',
      'at …/lib/pool.ts:1:2',
      'at Client.connect (…/node_modules/pg/lib/client.js:9:9)',
      'at node:internal/timers:573:17',
    ])
  })
})
