import { ReadStream, WriteStream } from '../../kept/fs'
import { lazily } from '../../loading/lazily'
import type { EmitterFamily, HandleFamily } from './family'
import { extendsClass } from './prototypes'

/**
 * The positive list, by the names that `async_hooks` gives to resources: one that is not named here never fails
 * anything. Each family is loaded with its first resource: a test file uses few of them.
 */
const handleFamilies: ReadonlyMap<string, () => HandleFamily> = new Map([
  ['Timeout', () => (require('./timer') as typeof import('./timer')).timerFamily],
  ['TCPSERVERWRAP', server],
  ['PIPESERVERWRAP', server],
  ['TCPWRAP', socket],
  ['PIPEWRAP', socket],
  ['TLSWRAP', () => (require('./net/socket') as typeof import('./net/socket')).reusedTlsFamily],
  ['UDPWRAP', () => (require('./net/udp') as typeof import('./net/udp')).udpFamily],
  [
    'PROCESSWRAP',
    () =>
      (require('./processes/child-process') as typeof import('./processes/child-process')).childProcessFamily,
  ],
  [
    'MESSAGEPORT',
    () =>
      (require('./processes/message-port') as typeof import('./processes/message-port')).messagePortFamily,
  ],
  ['FSEVENTWRAP', watcher],
  ['STATWATCHER', watcher],
  ['ZLIB', () => (require('./files/zlib-stream') as typeof import('./files/zlib-stream')).zlibStreamFamily],
  ['HTTP2SESSION', () => (require('./net/http2') as typeof import('./net/http2')).http2SessionFamily],
  ['GETADDRINFOREQWRAP', dns],
  ['GETNAMEINFOREQWRAP', dns],
  ['QUERYWRAP', dns],
  ['DNSCHANNEL', dns],
])

function server(): HandleFamily {
  return (require('./net/server') as typeof import('./net/server')).serverFamily
}

function socket(): HandleFamily {
  return (require('./net/socket') as typeof import('./net/socket')).socketFamily
}

function watcher(): HandleFamily {
  return (require('./files/watcher') as typeof import('./files/watcher')).watcherFamily
}

function dns(): HandleFamily {
  return (require('./net/dns-request') as typeof import('./net/dns-request')).dnsRequestFamily
}

const loaded = new Map<string, HandleFamily>()

/** Is there a family for this provider? */
export function isFollowed(provider: string): boolean {
  return handleFamilies.has(provider)
}

/** The family of a provider, if it was needed so far. */
export function loadedFamilyOf(provider: string): HandleFamily | undefined {
  return loaded.get(provider)
}

export function familyOf(provider: string): HandleFamily | undefined {
  const known = loaded.get(provider)
  const load = handleFamilies.get(provider)
  if (known !== undefined || load === undefined) return known
  const family = lazily(load)
  loaded.set(provider, family)
  return family
}

/** Resources without a native handle of their own: what tells their prototype, and their family. */
interface EmitterKind {
  matches(prototype: object): boolean
  load(): EmitterFamily
}

/**
 * Classes are told by their members: loading a core module to compare with its classes would cost every test
 * file some milliseconds, and several copies of one package in a project are common.
 */
const emitterKinds: readonly EmitterKind[] = [
  {
    matches: has('addRequest', 'createSocket'),
    load: () => (require('./net/http-agent') as typeof import('./net/http-agent')).httpAgentFamily,
  },
  {
    matches: has('dispatch', 'close', 'destroy', 'closed', 'destroyed'),
    load: () => (require('./net/undici-agent') as typeof import('./net/undici-agent')).undiciAgentFamily,
  },
  {
    matches: (prototype) => extendsClass(prototype, ReadStream) || extendsClass(prototype, WriteStream),
    load: () => (require('./files/file-stream') as typeof import('./files/file-stream')).fileStreamFamily,
  },
  {
    matches: (prototype) => prototype.constructor.name === 'FileHandle' && 'fd' in prototype,
    load: () => (require('./files/file-handle') as typeof import('./files/file-handle')).fileHandleFamily,
  },
  {
    matches: (prototype) => prototype.constructor.name === 'FSWatcher' && Symbol.asyncIterator in prototype,
    load: () => (require('./files/tree-watcher') as typeof import('./files/tree-watcher')).treeWatcherFamily,
  },
  {
    // `readline` and `readline/promises` share a base class that Node does not export.
    matches: has('setPrompt', 'question', 'pause'),
    load: () => (require('./readline') as typeof import('./readline')).readlineFamily,
  },
  {
    matches: has('sentTrailers', 'rstCode'),
    load: () => (require('./net/http2') as typeof import('./net/http2')).http2StreamFamily,
  },
  {
    matches: has('getHeapSnapshot', 'terminate'),
    load: () =>
      (require('./processes/worker-thread') as typeof import('./processes/worker-thread')).workerThreadFamily,
  },
  {
    matches: (prototype) => prototype.constructor.name === 'ChildProcess' && 'spawn' in prototype,
    load: () =>
      (require('./processes/child-pipes') as typeof import('./processes/child-pipes')).childPipesFamily,
  },
  {
    matches: has('post', 'connectToMainThread'),
    load: () =>
      (require('./processes/inspector-session') as typeof import('./processes/inspector-session'))
        .inspectorSessionFamily,
  },
  {
    matches: has('_pulseQueue', '_acquireClient'),
    load: () => (require('../adapters/pg/pool') as typeof import('../adapters/pg/pool')).pgPoolFamily,
  },
  {
    matches: (prototype) => isPgClient(prototype) || isNativePgClient(prototype),
    load: () => (require('../adapters/pg/client') as typeof import('../adapters/pg/client')).pgClientFamily,
  },
  {
    matches: has('getConnection', 'releaseConnection', 'execute'),
    load: () => (require('../adapters/mysql2') as typeof import('../adapters/mysql2')).mysqlPoolFamily,
  },
  {
    matches: has('handlePacket', 'addCommand'),
    load: () => (require('../adapters/mysql2') as typeof import('../adapters/mysql2')).mysqlConnectionFamily,
  },
  {
    matches: has('db', 'startSession', 'withSession'),
    load: () => (require('../adapters/mongodb') as typeof import('../adapters/mongodb')).mongoClientFamily,
  },
  {
    matches: has('sendCommand', 'silentEmit', 'duplicate'),
    load: () => (require('../adapters/redis') as typeof import('../adapters/redis')).ioRedisFamily,
  },
  {
    matches: (prototype) => isNodeRedis(prototype) && !('silentEmit' in prototype),
    load: () => (require('../adapters/redis') as typeof import('../adapters/redis')).nodeRedisFamily,
  },
]

const isPgClient = has('_handleReadyForQuery', 'getStartupConf')

const isNativePgClient = has('_hasActiveQuery', '_errorAllQueries', 'setTypeParser')

const isNodeRedis = has('sendCommand', 'MULTI', 'isOpen')

function has(...members: readonly string[]): (prototype: object) => boolean {
  return (prototype) => members.every((member) => member in prototype)
}

/** The family of the instances of this prototype; to be asked once per prototype. */
export function emitterFamilyOf(prototype: object): EmitterFamily | undefined {
  const kind = emitterKinds.find((each) => each.matches(prototype))
  return kind && lazily(() => kind.load())
}
