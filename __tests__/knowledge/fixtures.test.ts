import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { knowledge } from '../../src/knowledge'

/** Why no input that leaks through it has its help followed in `__tests__/e2e/help`. */
const without: Readonly<Record<string, string>> = {
  '@elastic/elasticsearch': 'needs its server',
  '@electric-sql/pglite': 'is a whole PostgreSQL to install',
  '@mikro-orm/core': 'is large; its pool is that of Knex or Kysely',
  '@nats-io/nats-core': 'is met as @nats-io/transport-node',
  '@nestjs/platform-express': 'is met as @nestjs/core',
  '@prisma/adapter-pg': 'generates code at its installation',
  '@prisma/client': 'generates code at its installation',
  '@redis/client': 'is met as redis',
  '@tanstack/query-core': 'opens something in a browser only; e2e/owners/renderers',
  agenda: 'needs MongoDB',
  'apollo-server': 'is the version before @apollo/server, whose call is the same',
  'better-sqlite3': 'is a type of its own',
  'cassandra-driver': 'needs its server',
  'drizzle-orm': 'opens nothing itself: its pool is that of the driver',
  'engine.io': 'is met as socket.io',
  'engine.io-client': 'is met as socket.io-client',
  'generic-pool': 'has unref’d timers only',
  ioredis: 'is a type of its own; two calls, for a server that answers and one that does not',
  kafkajs: 'needs its broker',
  kysely: 'opens nothing itself: its pool is that of the driver',
  'lodash-es': 'is lodash as an ES module',
  mongodb: 'needs its server',
  mongoose: 'needs its server',
  mysql2: 'is a type of its own',
  nats: 'is the version before @nats-io/transport-node, whose call is the same',
  'neo4j-driver': 'needs its server',
  pg: 'is a type of its own',
  playwright: 'needs a browser',
  'playwright-core': 'needs a browser',
  puppeteer: 'needs a browser',
  'puppeteer-core': 'needs a browser',
  redis: 'is a type of its own; two calls, by its version',
  restify: 'does not load on the Node versions that are supported',
  'simple-git': 'says in words how its signal is given',
  tarn: 'has timers only with its connections, which are followed themselves',
  testcontainers: 'needs a container runtime',
  typeorm: 'is in e2e/handles/libraries; wants another better-sqlite3 beside it',
  'use-debounce': 'opens something in a browser only; e2e/owners/renderers',
}

const tables = path.resolve(__dirname, '../e2e/help')
const followed = new Set(
  readdirSync(tables).flatMap((file) =>
    Array.from(
      readFileSync(path.join(tables, file), 'utf8').matchAll(/\bof: '([^']+)'|\bscheduled\(\s*'([^']+)'/g),
      ([, name, scheduled]) => name ?? scheduled,
    ),
  ),
)
const called = [...knowledge.values()].flatMap(({ close, package: name }) =>
  close === undefined ? [] : [name],
)

test('each package that has a call has an input whose help is followed, or a reason', () => {
  expect(called.filter((name) => !followed.has(name) && !Object.hasOwn(without, name))).toEqual([])
})

test('no reason is stale', () => {
  expect(Object.keys(without).filter((name) => followed.has(name) || !called.includes(name))).toEqual([])
})
