import path from 'node:path'
import { cacheRoot, fillOnce, shortHash } from './cache'
import { type Dependencies, install } from './install'

/** The libraries whose resources are known by name, and those that use them. */
const databases: Dependencies = {
  amqplib: '2.3.1',
  'better-sqlite3': '13.2.0',
  bullmq: '6.7.0',
  chokidar: '4.0.3',
  'drizzle-orm': '0.45.4',
  ioredis: '6.0.0',
  knex: '3.3.0',
  kysely: '0.28.18',
  mongodb: '7.9.0',
  mongoose: '9.12.1',
  mysql2: '3.24.6',
  nats: '2.29.3',
  pg: '8.23.1',
  postgres: '3.4.9',
  redis: '6.3.1',
  sequelize: '6.37.8',
  undici: '7.30.2',
  workerpool: '10.0.3',
}

/** It wants an older better-sqlite3 beside it. */
export const typeorm: Dependencies = { pg: '8.23.1', typeorm: '1.1.1' }

/** Packages that keep something for as long as the process lives. */
export const keepers: Dependencies = {
  '@grpc/grpc-js': '1.14.7',
  '@opentelemetry/api': '1.9.0',
  '@opentelemetry/sdk-metrics': '2.12.1',
  '@opentelemetry/sdk-trace-base': '2.12.1',
  '@prettier/sync': '0.6.1',
  '@sentry/node': '11.12.0',
  esbuild: '0.28.2',
  pino: '10.4.0',
  prettier: '3.10.1',
  synckit: '0.12.3',
  testcontainers: '11.14.0',
  undici: '7.30.2',
}

/** Packages whose call is known, beside those that the consumers have. */
export const called: Dependencies = {
  '@cacheable/node-cache': '3.0.1',
  '@grpc/grpc-js': '1.14.7',
  '@homebridge/ciao': '1.3.12',
  '@nats-io/transport-node': '3.4.0',
  '@nestjs/common': '11.2.10',
  '@nestjs/core': '11.2.10',
  '@nestjs/microservices': '11.2.6',
  '@nestjs/platform-fastify': '11.2.8',
  'amqp-connection-manager': '5.0.0',
  amqplib: '0.10.9',
  bull: '4.16.5',
  eventsource: '4.1.1',
  got: '11.8.6',
  graphql: '16.15.0',
  'graphql-ws': '6.4.2',
  'hot-shots': '15.0.0',
  'es-toolkit': '1.53.2',
  'just-debounce-it': '3.2.0',
  'lodash.debounce': '4.0.8',
  'lodash.throttle': '4.1.1',
  log4js: '6.9.1',
  mariadb: '3.5.4',
  'memory-cache': '0.2.0',
  mysql: '2.18.1',
  'node-cache': '5.1.2',
  pg: '8.23.1',
  'pg-boss': '10.4.2',
  polka: '0.5.2',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
  'throttle-debounce': '5.0.2',
  winston: '3.19.0',
  'winston-daily-rotate-file': '5.0.0',
  ws: '8.23.0',
}

/** They take the place of `fs`. */
export const fileSystems: Dependencies = { memfs: '4.17.0', 'mock-fs': '5.5.0' }

export const react: Dependencies = {
  '@tanstack/react-query': '5.108.4',
  '@testing-library/dom': '10.4.1',
  '@testing-library/react': '16.3.0',
  react: '18.3.1',
  'react-dom': '18.3.1',
  swr: '2.5.1',
  'use-debounce': '10.1.1',
}

/**
 * Their directory, for `modulePaths` in the Jest configuration of a fixture. They are installed once per machine,
 * by the first test file that needs them, and not with the consumers: most files do without.
 */
export async function installLibraries(dependencies: Dependencies = databases): Promise<string> {
  const directory = path.join(cacheRoot, `libraries-${shortHash(dependencies)}`)
  const home = await fillOnce(directory, async (aside) => {
    process.stderr.write(`e2e: installing ${directory} (once per machine)\n`)
    await install('npm', aside, dependencies)
  })
  return path.join(home, 'node_modules')
}
