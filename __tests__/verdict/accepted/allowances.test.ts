import type { Allowance } from '../../../src/options/allowance'
import { AllowanceBook, type PlacedAllowance } from '../../../src/verdict/accepted/allowances'
import type { Frame } from '../../../src/verdict/leak'
import { dependencyFrame, leak, projectFrame } from '../support/leaks'

const place = (allowance: Partial<Allowance>): PlacedAllowance => ({
  reason: 'old',
  ...allowance,
  scope: 'test',
  where: 'a.test.js:1',
  text: '',
  frame: undefined,
})
const newBook = (): AllowanceBook =>
  new AllowanceBook({
    relativePath: (file) => file.replace('/app/', ''),
    packageVersion: () => '5.7.0',
  })
const allows = (allowance: Partial<Allowance>, changes: Parameters<typeof leak>[0] = {}): boolean =>
  newBook().decide(leak(changes), [place(allowance)])?.kind === 'allowed'

test.each([
  [{}, true],
  [{ type: 'timer' }, true],
  [{ type: 'tcp-server' }, false],
  [{ tests: '^orders ships$' }, true],
  [{ tests: 'refunds' }, false],
  [{ createdBy: 'src/**' }, true],
  [{ createdBy: 'lib/**' }, false],
  [{ createdBy: 'start()' }, true],
  [{ createdBy: 'stop()' }, false],
  [{ createdBy: 'ioredis' }, true],
  [{ createdBy: 'ioredis@^5' }, true],
  [{ createdBy: 'ioredis@^4' }, false],
  [{ createdBy: 'redis' }, false],
  // A package is no part of the project, wherever it is.
  [{ createdBy: 'node_modules/**' }, false],
  [{ createdBy: 'none of the three' }, false],
])('%j: %p', (allowance, expected) => {
  expect(allows(allowance, { chain: [dependencyFrame('ioredis'), projectFrame('start')] })).toBe(expected)
})

test.each([
  ['Poller.start', 'Poller.start()', true],
  ['async Poller.start', 'Poller.start()', true],
  ['new lib.Poller', 'lib.Poller()', true],
  ['Poller.start', 'start()', true],
  ['Poller.start', 'Sweeper.start()', false],
])('the function `%s` is %s: %p', (fn, createdBy, expected) => {
  expect(allows({ createdBy }, { chain: [projectFrame(fn)] })).toBe(expected)
})

test('frames without a name or a file are of no creator', () => {
  const chain: Frame[] = [
    { kind: 'project', text: 'at <anonymous>', loadsModule: false },
    { ...projectFrame('x'), text: 'at /app/src/a.js:1:1' },
  ]
  expect(allows({ createdBy: 'Poller.start()' }, { chain })).toBe(false)
  expect(allows({ createdBy: 'lib/**' }, { chain })).toBe(false)
})

test('a range accepts no package of an unknown version', () => {
  const book = new AllowanceBook({ relativePath: (file) => file, packageVersion: () => undefined })
  const opened = leak({ chain: [dependencyFrame('ioredis')] })
  expect(book.decide(opened, [place({ createdBy: 'ioredis@*' })])).toBeUndefined()
  expect(book.decide(opened, [place({ createdBy: 'ioredis' })])?.kind).toBe('allowed')
})

test('one that is exceeded is needed all the same', () => {
  const book = newBook()
  const allowance = place({ count: 2 })
  expect(book.decide(leak({ count: 5 }), [allowance])).toEqual({ kind: 'exceeded', allowance, count: 5 })
  expect(book.usesOf(allowance)).toBe(2)
})

test('the innermost that matches is the one that is used', () => {
  const book = newBook()
  const [wrong, inner, outer] = [place({ type: 'pipe' }), place({}), place({})]
  expect(book.decide(leak(), [wrong, inner, outer])).toEqual({ kind: 'allowed', allowance: inner })
  expect([wrong, inner, outer].map((one) => book.usesOf(one))).toEqual([0, 1, 0])
})

test('a count is used up, then the next one around serves', () => {
  const book = newBook()
  const [inner, outer] = [place({ count: 2 }), place({ count: [0, 1] })]
  const decide = () => book.decide(leak(), [inner, outer])
  expect([decide(), decide(), decide()].map((decision) => decision?.allowance)).toEqual([inner, inner, outer])
  expect(decide()).toEqual({ kind: 'exceeded', allowance: inner, count: 3 })
})
