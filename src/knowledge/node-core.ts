import type { Maker } from './package-knowledge'

const listens = ['listen']
const socket = ['end', 'destroy', 'destroySoon']

/** What of Node's own makes something that has to be closed, by module; '' holds what is global. */
export const nodeCore: Readonly<Record<string, readonly Maker[]>> = {
  '': [
    { name: 'setInterval', close: ['clearInterval', 'clearTimeout'], type: 'timer' },
    { name: 'BroadcastChannel', close: ['close'], type: 'broadcast-channel' },
  ],
  timers: [{ name: 'setInterval', close: ['clearInterval', 'clearTimeout'], type: 'timer' }],
  net: [
    { name: 'createServer', close: ['close'], opens: listens, type: 'tcp-server' },
    { name: 'Server', close: ['close'], opens: listens, type: 'tcp-server' },
    { name: 'connect', close: socket, type: 'tcp-socket' },
    { name: 'createConnection', close: socket, type: 'tcp-socket' },
    { name: 'Socket', close: socket, opens: ['connect'], type: 'tcp-socket' },
  ],
  tls: [
    { name: 'createServer', close: ['close'], opens: listens, type: 'tls-server' },
    { name: 'connect', close: socket, type: 'tls-socket' },
  ],
  http: [
    { name: 'createServer', close: ['close'], opens: listens, type: 'http-server' },
    { name: 'Server', close: ['close'], opens: listens, type: 'http-server' },
    { name: 'Agent', close: ['destroy'], option: 'keepAlive', type: 'http-agent' },
  ],
  https: [
    { name: 'createServer', close: ['close'], opens: listens, type: 'https-server' },
    { name: 'Server', close: ['close'], opens: listens, type: 'https-server' },
    { name: 'Agent', close: ['destroy'], option: 'keepAlive', type: 'http-agent' },
  ],
  http2: [
    { name: 'createServer', close: ['close'], opens: listens, type: 'http2-server' },
    { name: 'createSecureServer', close: ['close'], opens: listens, type: 'http2-server' },
    { name: 'connect', close: ['close', 'destroy'], type: 'http2-session' },
  ],
  dgram: [{ name: 'createSocket', close: ['close'], opens: ['bind', 'send'], type: 'udp-socket' }],
  fs: [
    { name: 'watch', close: ['close'], type: 'file-watcher' },
    { name: 'openSync', close: ['closeSync', 'close'], type: 'file-descriptor' },
    { name: 'opendirSync', close: ['close', 'closeSync'], type: 'directory' },
    { name: 'promises.open', close: ['close'], type: 'file-handle' },
  ],
  'fs/promises': [{ name: 'open', close: ['close'], type: 'file-handle' }],
  sqlite: [{ name: 'DatabaseSync', close: ['close'], type: 'sqlite-database' }],
  worker_threads: [
    { name: 'Worker', close: ['terminate'], type: 'worker-thread' },
    { name: 'BroadcastChannel', close: ['close'], type: 'broadcast-channel' },
  ],
}
