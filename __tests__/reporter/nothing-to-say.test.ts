import { hasNothingToSay } from '../../src/reporter/nothing-to-say'
import type { FileRecord, LeakRecord } from '../../src/verdict/record'

const clean = { schema: 1, kind: 'file', file: 'a.test.js', leaks: [] } satisfies FileRecord

test('a clean file, and one with counts that nobody is told', () => {
  expect(hasNothingToSay(clean)).toBe(true)
  const counts = { unexplained: { pipe: 1, fileDescriptors: 2 } } as unknown as FileRecord['counts']
  expect(hasNothingToSay({ ...clean, counts, staleAllowances: [], configured: [], resets: {} })).toBe(true)
})

test.each<[string, object]>([
  ['a leak', { leaks: [{}] }],
  ['counts', { counts: { unexplained: { 'tcp-server': 1 } } }],
  ['limits', { counts: { unexplained: {}, limits: [{}] } }],
  ['what a server says', { servers: [{}] }],
  ['an allowance to look at', { staleAllowances: ['a'] }],
  ['an allowance of the options', { configured: [{}] }],
  ['tests that others have broken', { victims: [{}] }],
  ['resets', { resets: { Service: 1 } }],
  ['settings that are mixed', { mixed: {} }],
])('%s is something to say', (_what, more) => {
  expect(hasNothingToSay({ ...clean, ...more })).toBe(false)
})

test('so is everything else', () => {
  const notice: LeakRecord = { schema: 1, kind: 'notice', text: 'blind' }
  expect(hasNothingToSay(notice)).toBe(false)
})
