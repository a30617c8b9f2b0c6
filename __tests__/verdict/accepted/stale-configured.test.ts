import type { Allowance } from '../../../src/options/allowance'
import type { FileRecord } from '../../../src/verdict/record'
import { staleConfigured } from '../../../src/verdict/accepted/stale-configured'

const allowance: Allowance = { type: 'timer', reason: 'old' }
const file = (uses: number, changes: Partial<FileRecord> = {}): FileRecord => ({
  schema: 1,
  kind: 'file',
  file: 'a.test.js',
  leaks: [],
  configured: [{ allowance, uses, severity: 'warn' }],
  ...changes,
})
const reasons = (...files: FileRecord[]) => staleConfigured(files, '2027-01-31').map(({ reason }) => reason)

test('one that no file has needed is unused', () => {
  expect(reasons(file(0), file(0))).toEqual(['unused'])
  expect(reasons(file(0), file(1))).toStrictEqual([])
})

test('one whose last day has passed is told, used or not', () => {
  const ended = {
    configured: [{ allowance: { ...allowance, until: '2027-01-30' }, uses: 1, severity: 'warn' }],
  } as const
  expect(reasons(file(1, ended))).toEqual(['expired'])
})

test('nothing is said when a file did not run completely, or when nobody wants to know', () => {
  expect(reasons(file(0), file(0, { unfinished: [['a']] }))).toStrictEqual([])
  expect(reasons(file(0, { configured: [{ allowance, uses: 0, severity: 'off' }] }))).toStrictEqual([])
})

test('a file that knows of no allowance says nothing about them', () => {
  const { configured, ...none } = file(0)
  expect(configured).toHaveLength(1)
  expect(reasons(file(0), none)).toStrictEqual(['unused'])
  expect(reasons(none)).toStrictEqual([])
})

test('it is told as it stands in the options, with all its uses and its severity', () => {
  const ended = { ...allowance, count: 2, until: '2027-01-30' }
  const used = (uses: number): Partial<FileRecord> => ({
    configured: [{ allowance: ended, uses, severity: 'fail' }],
  })
  expect(staleConfigured([file(0, used(1)), file(0, used(2))], '2027-01-31')).toEqual([
    {
      allowance: {
        ...ended,
        scope: 'config',
        where: '`allow` of the options',
        text: '{"type":"timer","count":2}',
        frame: undefined,
      },
      reason: 'expired',
      uses: 3,
      severity: 'fail',
    },
  ])
})
