import { closedOnlyOnce, type RanTest } from '../../src/verdict/hook-scope'
import { leak } from './support/leaks'

const file = '/app/a.test.js'
const ran: RanTest[] = ['a', 'b', 'c'].map((name, index) => ({
  ownerId: index + 1,
  owner: { kind: 'test', path: ['apps', name], file },
}))

function leakOf(ownerId: number, { hook }: { hook: string | undefined } = { hook: 'beforeEach' }) {
  const test = ran[ownerId - 1]
  if (test === undefined) throw new Error(`no test ${String(ownerId)}`)
  return leak({ ownerId, owner: test.owner, hook })
}

test('every test but the last of the block leaks what beforeEach opened', () => {
  const leaks = [leakOf(1), leakOf(2)]
  expect([...closedOnlyOnce(leaks, ran)]).toEqual(leaks.map((each) => [each, 3]))
})

test('a test outside the block does not count', () => {
  const other: RanTest = { ownerId: 4, owner: { kind: 'test', path: ['other', 'd'], file } }
  const leaks = [leakOf(1), leakOf(2)]
  expect(closedOnlyOnce(leaks, [...ran, other]).size).toBe(2)
})

test.each([
  ['all leak', [leakOf(1), leakOf(2), leakOf(3)]],
  ['one in the middle was closed', [leakOf(1)]],
  ['the tests opened it themselves', [leakOf(1, { hook: undefined }), leakOf(2, { hook: undefined })]],
])('nothing to say when %s', (_, leaks) => {
  expect(closedOnlyOnce(leaks, ran).size).toBe(0)
})
