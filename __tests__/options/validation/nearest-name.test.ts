import { nearestName } from '../../../src/options/validation/nearest-name'

const names = ['timer', 'unref-timer', 'tcp-server', 'tcp-socket', 'http-server', 'child-process', 'fd']

test.each([
  ['timer', 'timer'],
  ['TIMER', 'timer'],
  [' timr ', 'timer'],
  ['xtimer', 'timer'],
  ['timerx', 'timer'],
  ['timr', 'timer'],
  ['itmer', 'timer'],
  ['tcpserver', 'tcp-server'],
  ['tcp_socket', 'tcp-socket'],
  ['childProcess', 'child-process'],
  ['df', 'fd'],
])('%j is meant to be %j', (given, meant) => {
  expect(nearestName(given, names)).toBe(meant)
})

test.each(['', '   ', 'redis', 'x', 'constructor', 'xtmer', 'ixmer', 'itmex', 't'.repeat(5000)])(
  'nothing is near %j',
  (given) => {
    expect(nearestName(given, names)).toBeUndefined()
  },
)

test('the first of equally near names wins', () => {
  expect(nearestName('cat', ['car', 'can'])).toBe('car')
})

test('a name of no letters, or of too many, is not looked for', () => {
  const [long, longer] = ['a'.repeat(64), 'a'.repeat(65)]
  expect(nearestName(' ', ['a'])).toBeUndefined()
  expect(nearestName(long, [long])).toBe(long)
  expect(nearestName(longer, [longer])).toBeUndefined()
})

test('no more slips are taken than are allowed', () => {
  expect(nearestName('tcpservr', names, 1)).toBeUndefined()
  expect(nearestName('tcpservr', names, 2)).toBe('tcp-server')
})

test('without names nothing is near', () => {
  expect(nearestName('timer', [])).toBeUndefined()
})
