import type { StateType } from './state-types'
import type { Severity } from './severity'

/** The types of resources that this package knows, as `types` and allowances name them. */
export const knownTypes = [
  'timer',
  'unref-timer',
  'immediate-loop',
  'tcp-server',
  'tls-server',
  'http-server',
  'https-server',
  'http2-server',
  'unix-server',
  'tcp-socket',
  'tls-socket',
  'unix-socket',
  'udp-socket',
  'dns-request',
  'pipe',
  'stdin',
  'message-port',
  'broadcast-channel',
  'http-agent',
  'http-response',
  'http2-session',
  'http2-stream',
  'child-process',
  'worker-thread',
  'inspector-session',
  'file-watcher',
  'file-stream',
  'file-handle',
  'file-descriptor',
  'directory',
  'readline',
  'zlib-stream',
  'pg-pool',
  'pg-client',
  'pg-transaction',
  'pg-query',
  'pg-advisory-lock',
  'pg-listen',
  'sqlite-database',
  'sqlite-transaction',
  'sqlite-iterator',
  'sqlite-wal',
  'mysql-pool',
  'mysql-connection',
  'mongo-client',
  'redis-client',
  'connection-churn',
  'singleton',
  'discovered-singleton',
] as const

/**
 * Severity per resource type; `'*'` stands for every type that is not named. A type of a project's own has two words
 * at least, as in `my-pool`: so that `timers` is an error of TypeScript already.
 */
export type TypeSeverities = { [Name in (typeof knownTypes)[number] | StateType | '*']?: Severity } & {
  [own: `${string}-${string}`]: Severity
}
