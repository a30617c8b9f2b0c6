import type { Frame } from '../../../src/verdict/leak'
import { lazyObjectOf, makesLazyObject } from '../../../src/verdict/stacks/lazy-objects'
import { dependencyFrame, observation, projectFrame } from '../support/leaks'

const piscina = lazyObjectOf(observation({ traces: [[dependencyFrame('piscina'), projectFrame('run')]] }))

test('what a package with such objects opened is of a lazy object, whatever led there', () => {
  expect(piscina).toMatchObject({ package: 'piscina' })
  const ofNode: Frame = { kind: 'node', text: 'at node:internal/timers:1:1', loadsModule: false }
  const traces = [[ofNode], [dependencyFrame('ws')], [dependencyFrame('piscina')]]
  expect(lazyObjectOf(observation({ traces }))).toBe(piscina)
})

test('what others opened is not', () => {
  expect(
    lazyObjectOf(observation({ traces: [[dependencyFrame('ws'), projectFrame('start')]] })),
  ).toBeUndefined()
})

test('what a callback of the project opened is not, whatever called it', () => {
  const called = [projectFrame('onChange'), dependencyFrame('chokidar')]

  expect(lazyObjectOf(observation({ traces: [called] }))).toBeUndefined()
  expect(lazyObjectOf(observation({ traces: [called, [dependencyFrame('chokidar')]] }))).toBeUndefined()
  const ofNode: Frame = { kind: 'node', text: 'at node:internal/timers:1:1', loadsModule: false }
  const traces = [[ofNode, ...called], [dependencyFrame('chokidar')]]
  expect(lazyObjectOf(observation({ traces }))).toBeUndefined()
  expect(lazyObjectOf(observation({ traces: [[dependencyFrame('ws'), ...called]] }))).toBeUndefined()
})

test('of redis, what a pool opened belongs to the pool, and the rest to the client', () => {
  const client = { ...dependencyFrame('@redis/client'), text: 'at connect (/app/client/index.js:1:1)' }
  const pool = { ...dependencyFrame('@redis/client'), text: 'at get (/app/client/pool.js:1:1)' }
  const makes = (fn: string, frames: readonly Frame[]): boolean => {
    const object = lazyObjectOf(observation({ traces: [frames] }))
    return object !== undefined && makesLazyObject(object, [dependencyFrame('@redis/client', fn)])
  }

  expect(makes('new RedisClient', [client])).toBe(true)
  expect(makes('new RedisClient', [client, pool])).toBe(false)
  expect(makes('new RedisClientPool', [client, pool])).toBe(true)
})

test('an object is made where its constructor is innermost; its tasks do not count', () => {
  const made = dependencyFrame('piscina', 'new Piscina')
  const task = dependencyFrame('piscina', 'new TaskInfo')

  expect(piscina && makesLazyObject(piscina, [made, projectFrame('open')])).toBe(true)
  expect(piscina && makesLazyObject(piscina, [task, made])).toBe(false)
  expect(piscina && makesLazyObject(piscina, [dependencyFrame('ws', 'new Piscina')])).toBe(false)
  expect(piscina && makesLazyObject(piscina, [dependencyFrame('readable-stream', 'Writable'), made])).toBe(
    true,
  )
  expect(piscina && makesLazyObject(piscina, [dependencyFrame('readable-stream', 'Writable'), task])).toBe(
    false,
  )
})

test('where nobody sees who makes one, no stack is its beginning', () => {
  const postgres = lazyObjectOf(observation({ traces: [[dependencyFrame('postgres')]] }))

  expect(postgres && makesLazyObject(postgres, [dependencyFrame('postgres', 'Postgres')])).toBe(false)
})
