import type { PackageKnowledge } from './package-knowledge'
import { agentkeepalive } from './clients/agentkeepalive'
import { cacheableNodeCache } from './clients/cacheable__node-cache'
import { eventsource } from './clients/eventsource'
import { got } from './clients/got'
import { memoryCache } from './clients/memory-cache'
import { nodeCache } from './clients/node-cache'
import { playwrightCore } from './clients/playwright-core'
import { playwright } from './clients/playwright'
import { puppeteerCore } from './clients/puppeteer-core'
import { puppeteer } from './clients/puppeteer'
import { simpleGit } from './clients/simple-git'
import { ssh2 } from './clients/ssh2'
import { superagent } from './clients/superagent'
import { supertest } from './clients/supertest'
import { testcontainers } from './clients/testcontainers'
import { undici } from './clients/undici'
import { drizzleOrm } from './data/drizzle-orm'
import { genericPool } from './data/generic-pool'
import { knex } from './data/knex'
import { kysely } from './data/kysely'
import { mikroOrmCore } from './data/mikro-orm__core'
import { mongoose } from './data/mongoose'
import { mswjsData } from './data/mswjs__data'
import { prismaAdapterPg } from './data/prisma__adapter-pg'
import { prismaClient } from './data/prisma__client'
import { sequelizePool } from './data/sequelize-pool'
import { sequelize } from './data/sequelize'
import { tanstackQueryCore } from './data/tanstack__query-core'
import { tarn } from './data/tarn'
import { typeorm } from './data/typeorm'
import { betterSqlite3 } from './databases/better-sqlite3'
import { cassandraDriver } from './databases/cassandra-driver'
import { elasticElasticsearch } from './databases/elastic__elasticsearch'
import { electricSqlPglite } from './databases/electric-sql__pglite'
import { ioredis } from './databases/ioredis'
import { mariadb } from './databases/mariadb'
import { mongodb } from './databases/mongodb'
import { mysql } from './databases/mysql'
import { mysql2 } from './databases/mysql2'
import { neo4jDriver } from './databases/neo4j-driver'
import { pgPool } from './databases/pg-pool'
import { pg } from './databases/pg'
import { postgres } from './databases/postgres'
import { redis } from './databases/redis'
import { redisClient } from './databases/redis__client'
import { agenda } from './jobs/agenda'
import { bull } from './jobs/bull'
import { bullmq } from './jobs/bullmq'
import { cron } from './jobs/cron'
import { croner } from './jobs/croner'
import { lodashEs } from './jobs/lodash-es'
import { lodash } from './jobs/lodash'
import { nodeCron } from './jobs/node-cron'
import { nodeSchedule } from './jobs/node-schedule'
import { pgBoss } from './jobs/pg-boss'
import { rxjs } from './jobs/rxjs'
import { toadScheduler } from './jobs/toad-scheduler'
import { amqpConnectionManager } from './messaging/amqp-connection-manager'
import { amqplib } from './messaging/amqplib'
import { engineIoClient } from './messaging/engine.io-client'
import { engineIo } from './messaging/engine.io'
import { graphqlWs } from './messaging/graphql-ws'
import { grpcGrpcJs } from './messaging/grpc__grpc-js'
import { kafkajs } from './messaging/kafkajs'
import { mqtt } from './messaging/mqtt'
import { natsIoNatsCore } from './messaging/nats-io__nats-core'
import { natsIoTransportNode } from './messaging/nats-io__transport-node'
import { nats } from './messaging/nats'
import { nodemailer } from './messaging/nodemailer'
import { socketIoClient } from './messaging/socket.io-client'
import { socketIo } from './messaging/socket.io'
import { ws } from './messaging/ws'
import { hotShots } from './telemetry/hot-shots'
import { opentelemetrySdkMetrics } from './telemetry/opentelemetry__sdk-metrics'
import { opentelemetrySdkTraceBase } from './telemetry/opentelemetry__sdk-trace-base'
import { opentelemetrySdkTrace } from './telemetry/opentelemetry__sdk-trace'
import { sentryNode } from './telemetry/sentry__node'
import { log4js } from './telemetry/log4js'
import { winstonDailyRotateFile } from './telemetry/winston-daily-rotate-file'
import { winston } from './telemetry/winston'
import { apolloServer3 } from './web/apollo-server'
import { apolloServer } from './web/apollo__server'
import { express } from './web/express'
import { fastify } from './web/fastify'
import { hapiHapi } from './web/hapi__hapi'
import { homebridgeCiao } from './web/homebridge__ciao'
import { httpProxy } from './web/http-proxy'
import { koa } from './web/koa'
import { nestjsCore } from './web/nestjs__core'
import { nestjsMicroservices } from './web/nestjs__microservices'
import { nestjsPlatformExpress } from './web/nestjs__platform-express'
import { nestjsPlatformFastify } from './web/nestjs__platform-fastify'
import { nestjsSchedule } from './web/nestjs__schedule'
import { polka } from './web/polka'
import { restify } from './web/restify'
import { swr } from './web/swr'
import { testingLibraryDom } from './web/testing-library__dom'
import { useDebounce } from './web/use-debounce'
import { chokidar } from './workers/chokidar'
import { esbuild } from './workers/esbuild'
import { makeSynchronized } from './workers/make-synchronized'
import { piscina } from './workers/piscina'
import { synckit } from './workers/synckit'
import { threadStream } from './workers/thread-stream'
import { workerpool } from './workers/workerpool'

/** Everything that is known of a package by its name: one file each, in a folder per field. */
const entries: readonly PackageKnowledge[] = [
  agentkeepalive,
  cacheableNodeCache,
  eventsource,
  got,
  memoryCache,
  nodeCache,
  playwrightCore,
  playwright,
  puppeteerCore,
  puppeteer,
  simpleGit,
  ssh2,
  superagent,
  supertest,
  testcontainers,
  undici,
  drizzleOrm,
  genericPool,
  knex,
  kysely,
  mikroOrmCore,
  mongoose,
  mswjsData,
  prismaAdapterPg,
  prismaClient,
  sequelizePool,
  sequelize,
  tanstackQueryCore,
  tarn,
  typeorm,
  betterSqlite3,
  cassandraDriver,
  elasticElasticsearch,
  electricSqlPglite,
  ioredis,
  mariadb,
  mongodb,
  mysql,
  mysql2,
  neo4jDriver,
  pgPool,
  pg,
  postgres,
  redis,
  redisClient,
  agenda,
  bull,
  bullmq,
  cron,
  croner,
  lodashEs,
  lodash,
  nodeCron,
  nodeSchedule,
  pgBoss,
  rxjs,
  toadScheduler,
  amqpConnectionManager,
  amqplib,
  engineIoClient,
  engineIo,
  graphqlWs,
  grpcGrpcJs,
  kafkajs,
  mqtt,
  natsIoNatsCore,
  natsIoTransportNode,
  nats,
  nodemailer,
  socketIoClient,
  socketIo,
  ws,
  hotShots,
  opentelemetrySdkMetrics,
  opentelemetrySdkTraceBase,
  opentelemetrySdkTrace,
  sentryNode,
  winstonDailyRotateFile,
  log4js,
  winston,
  apolloServer3,
  apolloServer,
  express,
  fastify,
  hapiHapi,
  homebridgeCiao,
  httpProxy,
  koa,
  nestjsCore,
  nestjsMicroservices,
  nestjsPlatformExpress,
  nestjsPlatformFastify,
  nestjsSchedule,
  polka,
  restify,
  swr,
  testingLibraryDom,
  useDebounce,
  chokidar,
  esbuild,
  makeSynchronized,
  piscina,
  synckit,
  threadStream,
  workerpool,
]

/** What is known, by the name of the package. */
export const knowledge: ReadonlyMap<string, PackageKnowledge> = new Map(
  entries.map((entry) => [entry.package, entry]),
)
