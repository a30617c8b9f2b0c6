import { mongoClientFamily } from '../adapters/mongodb'
import { mysqlConnectionFamily, mysqlPoolFamily } from '../adapters/mysql2'
import { pgClientFamily } from '../adapters/pg-client'
import { pgPoolFamily } from '../adapters/pg-pool'
import { ioRedisFamily, nodeRedisFamily } from '../adapters/redis'
import { childProcessFamily } from './child-process'
import { dnsRequestFamily } from './dns-request'
import type { EmitterFamily, HandleFamily } from './family'
import { fileHandleFamily } from './file-handle'
import { fileStreamFamily } from './file-stream'
import { httpAgentFamily } from './http-agent'
import { http2SessionFamily, http2StreamFamily } from './http2'
import { messagePortFamily } from './message-port'
import { readlineFamily } from './readline'
import { serverFamily } from './server'
import { socketFamily } from './socket'
import { timerFamily } from './timer'
import { udpFamily } from './udp'
import { watcherFamily } from './watcher'
import { workerThreadFamily } from './worker-thread'
import { zlibStreamFamily } from './zlib-stream'

/** The positive list: an async resource that is not named here never fails anything. */
const handleFamilies: readonly HandleFamily[] = [
  timerFamily,
  serverFamily,
  socketFamily,
  udpFamily,
  childProcessFamily,
  messagePortFamily,
  watcherFamily,
  zlibStreamFamily,
  http2SessionFamily,
  dnsRequestFamily,
]

/** Resources without a native handle of their own. */
export const emitterFamilies: readonly EmitterFamily[] = [
  httpAgentFamily,
  fileStreamFamily,
  fileHandleFamily,
  readlineFamily,
  http2StreamFamily,
  workerThreadFamily,
  pgPoolFamily,
  pgClientFamily,
  mysqlPoolFamily,
  mysqlConnectionFamily,
  mongoClientFamily,
  ioRedisFamily,
  nodeRedisFamily,
]

export const familyByProvider: ReadonlyMap<string, HandleFamily> = new Map(
  handleFamilies.flatMap((family) => family.providers.map((provider) => [provider, family] as const)),
)
