import type { PackageKnowledge } from './package-knowledge'
import { agentkeepalive } from './clients/agentkeepalive'
import { nodeCache } from './clients/node-cache'
import { playwright } from './clients/playwright'
import { playwrightCore } from './clients/playwright-core'
import { puppeteer } from './clients/puppeteer'
import { puppeteerCore } from './clients/puppeteer-core'
import { ssh2 } from './clients/ssh2'
import { testcontainers } from './clients/testcontainers'
import { undici } from './clients/undici'
import { betterSqlite3 } from './databases/better-sqlite3'
import { cassandraDriver } from './databases/cassandra-driver'
import { elasticElasticsearch } from './databases/elastic__elasticsearch'
import { ioredis } from './databases/ioredis'
import { mariadb } from './databases/mariadb'
import { mongodb } from './databases/mongodb'
import { mysql } from './databases/mysql'
import { mysql2 } from './databases/mysql2'
import { neo4jDriver } from './databases/neo4j-driver'
import { pg } from './databases/pg'
import { pgPool } from './databases/pg-pool'
import { postgres } from './databases/postgres'
import { redis } from './databases/redis'
import { redisClient } from './databases/redis__client'
import { drizzleOrm } from './data/drizzle-orm'
import { genericPool } from './data/generic-pool'
import { knex } from './data/knex'
import { kysely } from './data/kysely'
import { mikroOrmCore } from './data/mikro-orm__core'
import { mongoose } from './data/mongoose'
import { prismaAdapterPg } from './data/prisma__adapter-pg'
import { prismaClient } from './data/prisma__client'
import { sequelize } from './data/sequelize'
import { sequelizePool } from './data/sequelize-pool'
import { tarn } from './data/tarn'
import { typeorm } from './data/typeorm'
import { agenda } from './jobs/agenda'
import { bull } from './jobs/bull'
import { bullmq } from './jobs/bullmq'
import { cron } from './jobs/cron'
import { croner } from './jobs/croner'
import { lodash } from './jobs/lodash'
import { lodashDebounce } from './jobs/lodash.debounce'
import { lodashThrottle } from './jobs/lodash.throttle'
import { nodeCron } from './jobs/node-cron'
import { nodeSchedule } from './jobs/node-schedule'
import { pgBoss } from './jobs/pg-boss'
import { rxjs } from './jobs/rxjs'
import { toadScheduler } from './jobs/toad-scheduler'
import { amqpConnectionManager } from './messaging/amqp-connection-manager'
import { amqplib } from './messaging/amqplib'
import { engineIo } from './messaging/engine.io'
import { engineIoClient } from './messaging/engine.io-client'
import { grpcGrpcJs } from './messaging/grpc__grpc-js'
import { kafkajs } from './messaging/kafkajs'
import { mqtt } from './messaging/mqtt'
import { nats } from './messaging/nats'
import { natsIoTransportNode } from './messaging/nats-io__transport-node'
import { nodemailer } from './messaging/nodemailer'
import { socketIo } from './messaging/socket.io'
import { socketIoClient } from './messaging/socket.io-client'
import { ws } from './messaging/ws'
import { opentelemetrySdkMetrics } from './telemetry/opentelemetry__sdk-metrics'
import { opentelemetrySdkTrace } from './telemetry/opentelemetry__sdk-trace'
import { opentelemetrySdkTraceBase } from './telemetry/opentelemetry__sdk-trace-base'
import { sentryNode } from './telemetry/sentry__node'
import { winston } from './telemetry/winston'
import { apolloServer3 } from './web/apollo-server'
import { apolloServer } from './web/apollo__server'
import { express } from './web/express'
import { fastify } from './web/fastify'
import { hapiHapi } from './web/hapi__hapi'
import { httpProxy } from './web/http-proxy'
import { koa } from './web/koa'
import { nestjsCore } from './web/nestjs__core'
import { nestjsMicroservices } from './web/nestjs__microservices'
import { nestjsPlatformExpress } from './web/nestjs__platform-express'
import { nestjsPlatformFastify } from './web/nestjs__platform-fastify'
import { nestjsSchedule } from './web/nestjs__schedule'
import { polka } from './web/polka'
import { restify } from './web/restify'
import { chokidar } from './workers/chokidar'
import { esbuild } from './workers/esbuild'
import { makeSynchronized } from './workers/make-synchronized'
import { piscina } from './workers/piscina'
import { synckit } from './workers/synckit'
import { threadStream } from './workers/thread-stream'
import { workerpool } from './workers/workerpool'

/** Everything that is known of a package by its name: one file each, in a folder per field. */
const entries: readonly PackageKnowledge[] = [
  express,
  koa,
  polka,
  restify,
  fastify,
  hapiHapi,
  nestjsCore,
  nestjsSchedule,
  nestjsMicroservices,
  nestjsPlatformExpress,
  nestjsPlatformFastify,
  apolloServer,
  apolloServer3,
  httpProxy,
  grpcGrpcJs,
  ws,
  socketIo,
  engineIo,
  socketIoClient,
  engineIoClient,
  mqtt,
  amqplib,
  amqpConnectionManager,
  kafkajs,
  nats,
  natsIoTransportNode,
  nodemailer,
  pg,
  pgPool,
  postgres,
  mysql,
  mysql2,
  mariadb,
  mongodb,
  ioredis,
  redis,
  redisClient,
  cassandraDriver,
  betterSqlite3,
  neo4jDriver,
  elasticElasticsearch,
  mongoose,
  knex,
  drizzleOrm,
  kysely,
  sequelize,
  sequelizePool,
  typeorm,
  prismaClient,
  prismaAdapterPg,
  mikroOrmCore,
  tarn,
  genericPool,
  bull,
  bullmq,
  agenda,
  pgBoss,
  nodeCron,
  cron,
  croner,
  nodeSchedule,
  toadScheduler,
  rxjs,
  lodash,
  lodashDebounce,
  lodashThrottle,
  chokidar,
  piscina,
  workerpool,
  threadStream,
  esbuild,
  synckit,
  makeSynchronized,
  undici,
  agentkeepalive,
  puppeteer,
  puppeteerCore,
  playwright,
  playwrightCore,
  testcontainers,
  ssh2,
  nodeCache,
  winston,
  sentryNode,
  opentelemetrySdkMetrics,
  opentelemetrySdkTrace,
  opentelemetrySdkTraceBase,
]

/** What is known, by the name of the package. */
export const knowledge: ReadonlyMap<string, PackageKnowledge> = new Map(
  entries.map((entry) => [entry.package, entry]),
)
