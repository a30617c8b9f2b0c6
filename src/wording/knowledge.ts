/** How each package wants to be shut down: its own call, not that of the socket or timer below it. */
const closeCalls: Readonly<Record<string, string>> = {
  // HTTP servers and frameworks
  express: '`await new Promise((done) => server.close(done))` on what `app.listen()` returned',
  koa: '`await new Promise((done) => server.close(done))` on what `app.listen()` returned',
  polka: '`await new Promise((done) => app.server.close(done))`',
  restify: '`await new Promise((done) => server.close(done))`',
  fastify: '`await app.close()`',
  '@hapi/hapi': '`await server.stop()`',
  '@nestjs/core': '`await app.close()`',
  '@nestjs/schedule': '`await app.close()`',
  '@nestjs/microservices': '`await app.close()`, or `await client.close()` on a `ClientProxy`',
  '@nestjs/platform-express': '`await app.close()`',
  '@nestjs/platform-fastify': '`await app.close()`',
  '@apollo/server': '`await server.stop()`',
  'apollo-server': '`await server.stop()`',
  'http-proxy': '`proxy.close()`',
  '@grpc/grpc-js': '`client.close()` or `server.forceShutdown()`',
  // Sockets and messaging
  ws: '`wss.close()` and `client.terminate()` for each connection',
  'socket.io': '`await io.close()`',
  'engine.io': '`await io.close()`',
  'socket.io-client': '`socket.disconnect()`',
  'engine.io-client': '`socket.disconnect()`',
  mqtt: '`await client.endAsync()`',
  amqplib: '`await connection.close()`',
  'amqp-connection-manager': '`await connection.close()`',
  kafkajs: '`await producer.disconnect()` or `await consumer.disconnect()`',
  nats: '`await nc.drain()`',
  '@nats-io/transport-node': '`await nc.drain()`',
  nodemailer: '`transport.close()`',
  // Databases and queues
  pg: '`await client.end()`',
  'pg-pool': '`await pool.end()`',
  postgres: '`await sql.end()`',
  mysql: '`pool.end()`',
  mysql2: '`await pool.end()`',
  mariadb: '`await pool.end()`',
  mongodb: '`await client.close()`',
  mongoose: '`await mongoose.disconnect()`',
  ioredis: '`await redis.quit()` (`redis.disconnect()` when the server is away)',
  redis: '`await client.close()` (`quit()` before version 5)',
  '@redis/client': '`await client.close()` (`quit()` before version 5)',
  bull: '`await queue.close()`',
  bullmq: '`await queue.close()`, likewise for each `Worker` and `QueueEvents`',
  agenda: '`await agenda.stop()`',
  'pg-boss': '`await boss.stop()`',
  knex: '`await knex.destroy()`',
  'drizzle-orm': '`await db.$client.end()` (`close()` with SQLite)',
  kysely: '`await db.destroy()`',
  sequelize: '`await sequelize.close()`',
  typeorm: '`await dataSource.destroy()`',
  '@prisma/client': '`await prisma.$disconnect()`',
  '@prisma/adapter-pg': '`await prisma.$disconnect()`',
  '@mikro-orm/core': '`await orm.close()`',
  tarn: '`await pool.destroy()`',
  'generic-pool': '`await pool.drain(); await pool.clear()`',
  'cassandra-driver': '`await client.shutdown()`',
  'neo4j-driver': '`await driver.close()`',
  '@elastic/elasticsearch': '`await client.close()`',
  // Schedulers, watchers, workers
  chokidar: '`await watcher.close()`',
  'node-cron': '`task.stop()`',
  cron: '`await job.stop()`',
  croner: '`job.stop()`',
  'node-schedule': '`await schedule.gracefulShutdown()`',
  'toad-scheduler': '`scheduler.stop()`',
  rxjs: '`subscription.unsubscribe()`',
  lodash: '`debounced.cancel()`',
  'lodash.debounce': '`debounced.cancel()`',
  'lodash.throttle': '`throttled.cancel()`',
  piscina: '`await pool.destroy()`',
  workerpool: '`await pool.terminate()`',
  'thread-stream': '`transport.end()`',
  'node-cache': '`cache.close()`',
  // Clients, browsers, containers
  undici: '`await agent.close()`',
  agentkeepalive: '`agent.destroy()`',
  puppeteer: '`await browser.close()`',
  'puppeteer-core': '`await browser.close()`',
  playwright: '`await browser.close()`',
  'playwright-core': '`await browser.close()`',
  testcontainers: '`await container.stop()`',
  winston: '`logger.close()`',
}

/** How each package ends a transaction that it has begun. */
const rollbackCalls: Readonly<Record<string, string>> = {
  knex: '`await transaction.rollback()`',
  sequelize: '`await transaction.rollback()`',
  typeorm: '`await queryRunner.rollbackTransaction()`, and `await queryRunner.release()` in `finally`',
  kysely: '`await transaction.rollback().execute()`',
  '@mikro-orm/core': '`await em.rollback()`',
}

/** Packages whose call is known, for `explain` and docs. */
export const knownPackages: readonly string[] = Object.keys(closeCalls)

/**
 * The call that shuts down the outermost known package of a chain: the user knows mongoose, not the driver
 * below it. `packages` goes from the one that opened the resource to the one that the project called.
 */
export function closeCallOf(packages: readonly string[]): string | undefined {
  return callOf(packages, closeCalls)
}

/** As `closeCallOf`, for a transaction on a connection that others go on using. */
export function rollbackCallOf(packages: readonly string[]): string | undefined {
  return callOf(packages, rollbackCalls)
}

function callOf(packages: readonly string[], calls: Readonly<Record<string, string>>): string | undefined {
  const outermost = packages.findLast((name) => Object.hasOwn(calls, name))
  return outermost === undefined ? undefined : calls[outermost]
}
