import { type Holdings, TestFile } from '../../src/ownership/scope'

const holdings = (): Holdings & { released: number } => ({
  released: 0,
  release() {
    this.released++
  },
})

test('a file is the owner of what its tests do not own', () => {
  const globals = {}
  const file = new TestFile('/app/a.test.js', globals)

  expect(file.scope.owner).toEqual({ kind: 'file', path: [], file: '/app/a.test.js' })
  expect(file.scope.parent).toBeUndefined()
  expect(file.globals).toBe(globals)
  expect(file.scopes).toEqual([file.scope])
})

test('a scope knows its file, what is around it and who it is, and no two have the same id', () => {
  const file = new TestFile('/app/a.test.js')
  const block = file.open('describe', ['orders'], file.scope)
  const test = file.open('test', ['orders', 'are sent'], block)
  const again = file.open('test', ['orders', 'are sent'], block)

  expect(test.owner).toEqual({ kind: 'test', path: ['orders', 'are sent'], file: '/app/a.test.js' })
  expect([test.parent, block.parent, test.testFile]).toEqual([block, file.scope, file])
  expect([test.ended, test.disturbed]).toEqual([false, false])
  expect(file.scopes).toEqual([file.scope, block, test, again])
  const ids = file.scopes.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
})

test('a file that is finished forgets everything, and its scopes are empty shells', () => {
  const file = new TestFile('/app/a.test.js', {})
  const [ofFile, ofTest] = [holdings(), holdings()]
  file.holdings = ofFile
  const test = file.open('test', ['is run again'])
  test.holdings = ofTest
  test.rerun = file.open('test', ['is run again'])

  file.finish()

  expect([ofFile.released, ofTest.released]).toEqual([1, 1])
  expect([file.scopes, file.globals, test.rerun]).toEqual([[], undefined, undefined])
  expect([test.ended, file.scope.ended]).toEqual([true, true])
})

test('a file that holds nothing can be finished', () => {
  expect(() => new TestFile('/app/a.test.js').finish()).not.toThrow()
})
