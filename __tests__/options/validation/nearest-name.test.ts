import { nearestName } from '../../../src/options/validation/nearest-name'

const names = ['timer', 'unref-timer', 'tcp-server', 'tcp-socket', 'http-server', 'child-process', 'fd']

test.each([
  ['timer', 'timer'],
  ['TIMER', 'timer'],
  [' timer ', 'timer'],
  ['timr', 'timer'],
  ['itmer', 'timer'],
  ['tcpserver', 'tcp-server'],
  ['tcp_socket', 'tcp-socket'],
  ['childProcess', 'child-process'],
  ['df', 'fd'],
])('%j is meant to be %j', (given, meant) => {
  expect(nearestName(given, names)).toBe(meant)
})

test.each(['', '   ', 'redis', 'x', 'constructor', 't'.repeat(5000)])('nothing is near %j', (given) => {
  expect(nearestName(given, names)).toBeUndefined()
})

test('the first of equally near names wins', () => {
  expect(nearestName('cat', ['car', 'can'])).toBe('car')
})

test('without names nothing is near', () => {
  expect(nearestName('timer', [])).toBeUndefined()
})
