import { harmlessBecause } from '../../../src/verdict/stacks/known-harmless'
import { dependencyFrame, projectFrame } from '../support/leaks'

test('the timer by which ioredis guards disconnect() is known', () => {
  expect(harmlessBecause('timer', [dependencyFrame('ioredis', 'StandaloneConnector.disconnect')])).toContain(
    'disconnect()',
  )
})

test.each([
  ['the last look of a closed pool of redis', 'timer', '@redis/client', /after it was closed/],
  ['the look of sequelize for idle connections', 'timer', 'sequelize-pool', /idle connections/],
  ['that of tarn', 'timer', 'tarn', /idle connections/],
  ['a time limit of a connection of undici', 'unref-timer', 'undici', /connection/],
] as const)('%s is known', (_, type, name, because) => {
  const texts = {
    '@redis/client': 'at Class.#scheduleCleanup (',
    'sequelize-pool': 'at Pool._scheduleRemoveIdle (',
    tarn: 'at Pool._startReaping (',
    undici: 'at Parser.setTimeout (/app/node_modules/undici/lib/dispatcher/client-h1.js:270:26)',
  }
  expect(harmlessBecause(type, [{ ...dependencyFrame(name), text: texts[name] }])).toMatch(because)
})

test.each([
  ['its reconnect timer', 'timer', dependencyFrame('ioredis', 'EventEmitter.closeHandler')],
  ['another type', 'tcp-socket', dependencyFrame('ioredis', 'disconnect')],
  ['another package', 'timer', dependencyFrame('ws', 'disconnect')],
] as const)('%s is not', (_, type, frame) => {
  expect(harmlessBecause(type, [frame])).toBeUndefined()
})

test('nor is what no package has opened', () => {
  expect(harmlessBecause('timer', [])).toBeUndefined()
  expect(harmlessBecause('timer', [projectFrame('disconnect')])).toBeUndefined()
})
