import type { FileRecord } from '../../src/verdict/record'
import { countLines } from '../../src/wording/count-lines'

const memory = { heapUsed: 1, external: 1, arrayBuffers: 1, rss: 1 }
const moment = { handles: {}, fileDescriptors: undefined, memory }

function record(file: string, unexplained: Record<string, number>): FileRecord {
  const end = { ...moment, sockets: [], pools: [], singletons: {} }
  const counts = { time: [1, 2], before: moment, end, after: moment, peakRss: 1, unexplained } as const
  return { schema: 1, kind: 'file', file, leaks: [], counts }
}

test('one line for each file that ended with more than it began with', () => {
  expect(
    countLines([
      record('a.test.js', { 'tcp-socket': 2, 'file-watcher': 1 }),
      record('b.test.js', {}),
      record('c.test.js', { pipe: 1, fileDescriptors: 3 }),
      record('d.test.js', { 'child-process': 1 }),
    ]),
  ).toEqual([
    'Counts:      a.test.js ended with 2 tcp-socket, 1 file-watcher more than it began with, which no leak explains',
    '             d.test.js ended with 1 child-process more than it began with, which no leak explains',
  ])
})
