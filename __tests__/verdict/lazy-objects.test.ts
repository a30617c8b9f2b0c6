import { lazyObjectOf, makesLazyObject } from '../../src/verdict/lazy-objects'
import { dependencyFrame, observation, projectFrame } from './support/leaks'

const knex = lazyObjectOf(observation({ traces: [[dependencyFrame('knex'), projectFrame('query')]] }))

test('what a package with a pool of its own opened is of a lazy object, whatever is between', () => {
  expect(knex).toMatchObject({ packages: ['knex', 'tarn'] })
  expect(lazyObjectOf(observation({ traces: [[projectFrame('a')], [dependencyFrame('tarn')]] }))).toBe(knex)
})

test('what others opened is not', () => {
  expect(
    lazyObjectOf(observation({ traces: [[dependencyFrame('ws'), projectFrame('start')]] })),
  ).toBeUndefined()
})

test('of redis only what a pool opened is', () => {
  const client = { ...dependencyFrame('@redis/client'), text: 'at connect (/app/client/index.js:1:1)' }
  const pool = { ...dependencyFrame('@redis/client'), text: 'at get (/app/client/pool.js:1:1)' }

  expect(lazyObjectOf(observation({ traces: [[client]] }))).toBeUndefined()
  expect(lazyObjectOf(observation({ traces: [[client, pool]] }))).toMatchObject({
    packages: ['@redis/client'],
  })
})

test('an object is made where its constructor is innermost; its queries and transactions do not count', () => {
  const made = dependencyFrame('knex', 'new Client_PG')
  const inTransaction = dependencyFrame('knex', 'new Transaction_PG')

  expect(knex && makesLazyObject(knex, [made, projectFrame('open')])).toBe(true)
  expect(knex && makesLazyObject(knex, [inTransaction, made])).toBe(false)
  expect(knex && makesLazyObject(knex, [dependencyFrame('pg', 'new Client'), made])).toBe(false)
})

test('where nobody sees who makes one, no stack is its beginning', () => {
  const sequelize = lazyObjectOf(observation({ traces: [[dependencyFrame('sequelize')]] }))

  expect(sequelize && makesLazyObject(sequelize, [dependencyFrame('sequelize', 'new Sequelize')])).toBe(false)
})
