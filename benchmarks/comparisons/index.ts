import type { RunningVersions } from '../rows/row'
import type { Comparison } from './comparison'

const target =
  (with30: number, with29: number) =>
  ({ jest }: RunningVersions): number =>
    jest === '30' ? with30 : with29

/** Where the runtime cannot keep promises out of the hooks, Jest 30 itself has them in; Jest 29 has not. */
const promises = ({ jest, node }: RunningVersions): number => {
  if (jest === '29') return 1.1
  return node >= 24 ? 1.02 : 1.05
}

/** Every suite of the first table, in its order. */
export const comparisons: readonly Comparison[] = [
  {
    name: 'io',
    title: 'I/O-heavy: 10 files of 40 tests',
    suite: 'io.js',
    copies: 10,
    rivals: true,
    collector: 1.1,
    target: target(1.05, 1.08),
  },
  {
    name: 'promises',
    title: 'promises: 2 million awaits in 10 files',
    suite: 'promises.js',
    copies: 10,
    count: 400,
    rivals: true,
    target: promises,
  },
  {
    name: 'promises-1',
    title: 'promises: 2 million awaits in 1 file',
    suite: 'promises.js',
    copies: 1,
    count: 4_000,
    target: promises,
  },
  {
    name: 'trivial',
    title: '2,000 trivial tests in a file',
    suite: 'trivial.js',
    copies: 1,
    count: 2_000,
    rivals: true,
    target: target(1.03, 1.05),
  },
  {
    name: 'trivial-10k',
    title: '10,000 trivial tests in a file',
    suite: 'trivial.js',
    copies: 1,
    count: 10_000,
    target: target(1.03, 1.05),
  },
  {
    name: 'postgres',
    title: '`pg`: 10 files of 100 transactions',
    suite: 'database.js',
    copies: 10,
    count: 100,
    postgres: true,
    modules: ['pg'],
    target: target(1.03, 1.05),
  },
  {
    name: 'sqlite',
    title: '`better-sqlite3`: 100,000 statements in 10 files',
    suite: 'sqlite.js',
    copies: 10,
    count: 1_000,
    native: true,
    modules: ['better-sqlite3'],
    target: target(1.03, 1.05),
  },
]
