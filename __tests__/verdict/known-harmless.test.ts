import { harmlessBecause } from '../../src/verdict/known-harmless'
import { dependencyFrame } from './support/leaks'

test('the timer by which ioredis guards disconnect() is known', () => {
  expect(harmlessBecause('timer', [dependencyFrame('ioredis', 'StandaloneConnector.disconnect')])).toContain(
    'disconnect()',
  )
})

test.each([
  ['its reconnect timer', 'timer', dependencyFrame('ioredis', 'EventEmitter.closeHandler')],
  ['another type', 'tcp-socket', dependencyFrame('ioredis', 'disconnect')],
  ['another package', 'timer', dependencyFrame('ws', 'disconnect')],
] as const)('%s is not', (_, type, frame) => {
  expect(harmlessBecause(type, [frame])).toBeUndefined()
})
