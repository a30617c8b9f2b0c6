import { closedOnlyOnce, type RanTest } from '../../src/verdict/hook-scope'
import type { Leak } from '../../src/verdict/leak'
import { leak } from './support/leaks'

const file = '/app/a.test.js'
const ran: RanTest[] = ['a', 'b', 'c'].map((name, index) => ({
  ownerId: index + 1,
  owner: { kind: 'test', path: ['apps', name], file },
}))

const testAt = (ownerId: number, ...path: string[]): RanTest => ({
  ownerId,
  owner: { kind: 'test', path, file },
})
const leakIn = ({ ownerId, owner }: RanTest, changes: Partial<Leak> = {}): Leak =>
  leak({ ownerId, owner, hook: 'beforeEach', ...changes })

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

test('a block of two tests is enough', () => {
  const [first, last] = [testAt(1, 'apps', 'a'), testAt(2, 'apps', 'b')]
  expect([...closedOnlyOnce([leakIn(first)], [first, last]).values()]).toEqual([2])
})

test('the block is the innermost that holds all of them', () => {
  const inner = [testAt(1, 'apps', 'pages', 'a'), testAt(2, 'apps', 'pages', 'b')]
  const before = testAt(3, 'apps', 'c')
  const leaks = inner.slice(0, 1).map((test) => leakIn(test))
  expect([...closedOnlyOnce(leaks, [before, ...inner]).values()]).toEqual([2])
})

test('it may be the one around theirs', () => {
  const tests = [testAt(1, 'apps', 'pages', 'a'), testAt(2, 'apps', 'routes', 'b'), testAt(3, 'apps', 'c')]
  const leaks = tests.slice(0, 2).map((test) => leakIn(test))
  expect([...closedOnlyOnce(leaks, tests).values()]).toEqual([3, 3])
  expect(closedOnlyOnce(leaks, [testAt(4, 'apps', 'd'), ...tests]).size).toBe(0)
})

test('or the file itself', () => {
  const tests = [testAt(1, 'a'), testAt(2, 'b')]
  expect(
    closedOnlyOnce(
      tests.slice(0, 1).map((test) => leakIn(test)),
      tests,
    ).size,
  ).toBe(1)
})

test('what two lines opened is not one thing', () => {
  const [a, b, c] = [testAt(1, 'apps', 'a'), testAt(2, 'apps', 'b'), testAt(3, 'apps', 'c')]
  expect(closedOnlyOnce([leakIn(a), leakIn(b, { site: 'another' })], [a, b, c]).size).toBe(0)
  expect(closedOnlyOnce([leakIn(a), leakIn(b, { type: 'tcp-server' })], [a, b, c]).size).toBe(0)
})

test('nothing is said of tests that nobody has seen', () => {
  const unseen = leakIn(testAt(9, 'apps', 'z'))
  expect(closedOnlyOnce([unseen], []).size).toBe(0)
  expect(closedOnlyOnce([unseen], ran.slice(0, 1)).size).toBe(0)
})
