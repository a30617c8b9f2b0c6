import type { FileRecord } from '../../src/verdict/record'
import type { ServerFigures, ServerProof } from '../../src/verdict/databases/server-proof'
import { serverLines } from '../../src/wording/server-lines'

const figures = (changes: Partial<ServerFigures>): ServerFigures => ({
  time: [0, 0],
  all: { before: 9, peak: 9, after: 9 },
  worker: { before: 9, peak: 9, after: 9 },
  leaked: 0,
  closed: 0,
  left: 9,
  idleInTransaction: 0,
  headroom: 88,
  limit: 97,
  ...changes,
})

const record = (file: string, ...servers: ServerProof[]): FileRecord => ({
  schema: 1,
  kind: 'file',
  file,
  leaks: [],
  servers,
})

const counted = (changes: Partial<ServerFigures> = {}): ServerProof => ({
  server: 'PostgreSQL',
  figures: figures(changes),
})

test('a run is told from the beginning of its first file to the end of its last, whatever their order', () => {
  const lines = serverLines([
    record('b.test.js', counted({ time: [20, 30], all: { before: 10, peak: 12, after: 11 }, headroom: 85 })),
    record('a.test.js', counted({ time: [10, 20], all: { before: 9, peak: 11, after: 10 }, headroom: 86 })),
  ])
  expect(lines).toEqual(['PostgreSQL:  9 connections before, 12 at most, 11 after; headroom 85 of 97'])
})

test('a file is told when it left connections', () => {
  const lines = serverLines([
    record('stays.test.js', counted({ leaked: 1, left: 10, worker: { before: 9, peak: 10, after: 10 } })),
    record('closed.test.js', counted({ leaked: 3, closed: 3, left: 12, idleInTransaction: 1 })),
    record(
      'both.test.js',
      counted({ leaked: 2, closed: 1, left: 11, worker: { before: 9, peak: 12, after: 10 } }),
    ),
    record('clean.test.js', counted()),
  ])
  expect(lines.slice(1)).toEqual([
    '             closed.test.js: initial 9, after 12: 3 leaked (1 idle in transaction); 9 once closed',
    '             both.test.js: initial 9, after 11: 2 leaked; 10 once closed',
    '             stays.test.js: initial 9, after 10: 1 leaked',
  ])
})

test('what is wrong with a server is told once; servers are told one after the other', () => {
  const refused: ServerProof = { server: 'MySQL', problem: 'connect ECONNREFUSED 127.0.0.1:3306' }
  const single = counted({ all: { before: 1, peak: 1, after: 1 }, headroom: 96 })
  expect(serverLines([record('a.test.js', refused, single), record('b.test.js', refused)])).toEqual([
    'MySQL:       connections were not counted: connect ECONNREFUSED 127.0.0.1:3306',
    'PostgreSQL:  1 connection before, 1 at most, 1 after; headroom 96 of 97',
  ])
})

test('nobody asked a server: nothing is said', () => {
  expect(serverLines([{ schema: 1, kind: 'file', file: 'a.test.js', leaks: [] }])).toEqual([])
})
