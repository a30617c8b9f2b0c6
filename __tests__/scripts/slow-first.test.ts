import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
const timings = JSON.parse(readFileSync(path.join(root, '.ci/timings.json'), 'utf8')) as Record<
  string,
  number
>

interface Sequencer {
  sort(tests: readonly object[]): { path: string }[]
}
const SlowFirst = jest.requireActual<new (options: object) => Sequencer>(
  path.join(root, 'scripts/slow-first.cjs'),
)

/** The order of these files, in a run without a cache. */
function sorted(...files: string[]): string[] {
  const context = { config: { id: 'none', cacheDirectory: root }, hasteFS: { getSize: () => 1 } }
  const tests = files.map((file) => ({ path: path.join(root, file), context }))
  const sequencer = new SlowFirst({ contexts: [context], globalConfig: {} })
  return sequencer.sort(tests).map((test) => path.relative(root, test.path).replaceAll(path.sep, '/'))
}

test('the slowest that is known comes first, then what runs Jest and is not known, then the rest', () => {
  const known = Object.keys(timings).toSorted((a, b) => (timings[b] ?? 0) - (timings[a] ?? 0))
  const [slowest = '', second = ''] = known

  expect(sorted('__tests__/unit.test.ts', second, '__tests__/e2e/new.test.ts', slowest)).toEqual([
    slowest,
    second,
    '__tests__/e2e/new.test.ts',
    '__tests__/unit.test.ts',
  ])
})
