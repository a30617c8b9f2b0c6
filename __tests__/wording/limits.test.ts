import type { FileRecord } from '../../src/verdict/record'
import type { ExceededLimit } from '../../src/verdict/limits'
import { limitLines, limitMessage } from '../../src/wording/limits'

const MB = 1024 * 1024
const grown = { value: 30 * MB, limit: 20 * MB, from: 40 * MB, to: 70 * MB } as const

test.each<[ExceededLimit, string]>([
  [
    { name: 'fileDescriptors', severity: 'fail', value: 312, limit: 200, test: ['files', 'opens many'] },
    `this process had 312 file descriptors open at once, and its limit is 200

  most:    when "files › opens many" ended
  limit:   limits: { fileDescriptors: 200 }
  help:    close what tests open in \`afterEach\`, or open less at once`,
  ],
  [
    { name: 'connections', severity: 'warn', value: 12, limit: 10 },
    `this file had 12 connections open at once, and its limit is 10

  limit:   limits: { connections: { warn: 10 } }
  help:    use a pool with a lower \`max\`, and close what tests open in \`afterEach\``,
  ],
  [
    { name: 'heapGrowth', severity: 'fail', ...grown },
    `the heap grew by 30.0 MB during the tests of this file, and its limit is 20.0 MB

  memory:  40.0 MB before, 70.0 MB after, each after a full garbage collection
  limit:   limits: { heapGrowth: 20971520 }
  help:    what module variables, caches and globals keep stays until the file ends: empty them in \`afterEach\``,
  ],
  [
    { name: 'externalGrowth', severity: 'fail', ...grown },
    `memory outside the heap grew by 30.0 MB during the tests of this file, and its limit is 20.0 MB

  memory:  40.0 MB before, 70.0 MB after, each after a full garbage collection
  limit:   limits: { externalGrowth: 20971520 }
  help:    Buffers and add-ons: what module variables, caches and globals keep stays until the file ends: empty them in \`afterEach\``,
  ],
  [
    { name: 'rssGrowth', severity: 'fail', ...grown },
    `the process grew by 30.0 MB during the tests of this file, and its limit is 20.0 MB

  memory:  40.0 MB before, 70.0 MB after, each after a full garbage collection
  limit:   limits: { rssGrowth: 20971520 }
  help:    compare \`counts\` in the record: what of it is the heap, what is external`,
  ],
])('%j', (limit, expected) => {
  expect(limitMessage(limit)).toBe(expected)
})

test('what is only warned of has a line', () => {
  const record = (file: string, limits?: readonly ExceededLimit[]): FileRecord =>
    ({ schema: 1, kind: 'file', file, leaks: [], counts: { limits } }) as unknown as FileRecord
  const warning = { name: 'connections', severity: 'warn', value: 12, limit: 10 } as const
  expect(
    limitLines([
      record('a.test.js', [warning, { ...warning, severity: 'fail' }]),
      record('b.test.js'),
      record('c.test.js', [{ name: 'heapGrowth', severity: 'warn', ...grown }]),
    ]),
  ).toEqual([
    'a.test.js: this file had 12 connections open at once, and its limit is 10',
    'c.test.js: the heap grew by 30.0 MB during the tests of this file, and its limit is 20.0 MB',
  ])
})
