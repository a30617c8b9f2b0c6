import { fingerprintOf, functionOf, type Identity } from '../../../src/verdict/accepted/fingerprint'
import { projectFrame } from '../support/leaks'

const frame = (text: string) => ({ ...projectFrame('x'), text: `at ${text} (/app/src/poll.js:3:5)` })
const identity = (changes: Partial<Identity> = {}): Identity => ({
  type: 'timer',
  owner: { kind: 'test', path: ['orders', 'ships'], file: 'test/a.test.js' },
  site: { file: 'src/poll.js', source: '  this.timer = setInterval(poll, 10)', frame: frame('start') },
  package: undefined,
  ...changes,
})
const site = (changes: object): Partial<Identity> => {
  const { site: known } = identity()
  return known === undefined ? {} : { site: { ...known, ...changes } }
}
const one = fingerprintOf(identity())

test('it is short and stable', () => {
  expect(one).toMatchInlineSnapshot(`"a23f79e14ecd15b2"`)
})

test.each([
  ['lines that move', site({ frame: { ...frame('start'), line: 99 } })],
  ['another format', site({ source: 'this.timer=setInterval( poll, 10 );  // every 10 ms' })],
  ['a renamed function around it', site({ frame: frame('begin') })],
])('%s change nothing', (_, changes) => {
  expect(fingerprintOf(identity(changes))).toBe(one)
})

test.each([
  ['another type', { type: 'unref-timer' }],
  ['another test', { owner: { ...identity().owner, path: ['orders', 'refunds'] } }],
  ['another test file', { owner: { ...identity().owner, file: 'test/b.test.js' } }],
  ['the block of that name', { owner: { ...identity().owner, kind: 'describe' } }],
  ['another file', site({ file: 'src/sweep.js' })],
  ['another line of code', site({ source: 'setInterval(sweep, 10)' })],
  ['a package', { site: undefined, package: 'ioredis' }],
] as [string, Partial<Identity>][])('%s is another leak', (_, changes) => {
  expect(fingerprintOf(identity(changes))).not.toBe(one)
})

test('quotes of another kind change nothing', () => {
  const of = (source: string): string => fingerprintOf(identity(site({ source })))
  expect(of('open("a", `b`)')).toBe(of("open('a', 'b')"))
  expect(of("open('a', 'b')")).not.toBe(of('open(a, b)'))
})

test('without a line the package tells it, and without that its owner', () => {
  const of = (name: string | undefined): string => fingerprintOf(identity({ site: undefined, package: name }))
  expect(of('ioredis')).not.toBe(of('ws'))
  expect(of('ioredis')).not.toBe(of(undefined))
  expect(of(undefined)).toMatchInlineSnapshot(`"82f0a9e6f7f4bded"`)
})

test('a line of nothing but a comment is told by its function', () => {
  const of = (fn: string): string =>
    fingerprintOf(identity(site({ source: '  // see below', frame: frame(fn) })))
  expect(of('start')).not.toBe(of('stop'))
})

test('without its source the function tells a line', () => {
  const of = (text: string): string =>
    fingerprintOf(identity(site({ source: undefined, frame: frame(text) })))
  expect(of('async Poller.start')).toBe(of('Poller.setInterval [as start]'))
  expect(of('start')).not.toBe(of('stop'))
})

test.each([
  ['Object.<anonymous>', ''],
  ['new Poller', 'Poller'],
  ['async Promise.all', 'all'],
  ['Poller.setInterval [as start]', 'start'],
])('the function of %s is "%s"', (text, name) => {
  expect(functionOf(frame(text))).toBe(name)
})

test('a frame without a name has none', () => {
  expect(functionOf({ ...projectFrame('x'), text: 'at /app/src/poll.js:3:5' })).toBe('')
})
