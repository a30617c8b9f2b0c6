/** One way to open a resource, as source text. */
export interface Opener {
  readonly type: string
  /** How the headline calls it. */
  readonly noun: string
  /** An expression; may `await`. */
  readonly open: string
  /** A statement that closes `x`; may `await`. */
  readonly close: string
}

const closeServer = 'await new Promise((done) => x.close(done))'
const opened = (type: string, noun: string, open: string, close: string): Opener => ({
  type,
  noun,
  open,
  close,
})

export const openers: Readonly<Record<string, Opener>> = {
  interval: opened('timer', 'a timer', 'setInterval(() => {}, 1000)', 'clearInterval(x)'),
  'long timer': opened('timer', 'a timer', 'setTimeout(() => {}, 3_600_000)', 'clearTimeout(x)'),
  'timer of node:timers': opened(
    'timer',
    'a timer',
    'timers.setTimeout(() => {}, 60_000)',
    'timers.clearTimeout(x)',
  ),
  'TCP server': opened(
    'tcp-server',
    'a TCP server',
    `net.createServer().listen(0, '127.0.0.1')`,
    closeServer,
  ),
  'HTTP server': opened('http-server', 'an HTTP server', 'http.createServer().listen(0)', closeServer),
  'HTTP/2 server': opened('http2-server', 'an HTTP/2 server', 'http2.createServer().listen(0)', closeServer),
  'unix server': opened(
    'unix-server',
    'a server on a unix socket',
    'net.createServer().listen(socketPath())',
    closeServer,
  ),
  'TCP client': opened(
    'tcp-socket',
    'a TCP connection',
    `await connected(net.connect(HTTP, '127.0.0.1'))`,
    'x.destroy()',
  ),
  'HTTP/2 session': opened(
    'http2-session',
    'an HTTP/2 session',
    `await connected(http2.connect('http://127.0.0.1:' + HTTP2))`,
    'await new Promise((done) => x.close(done))',
  ),
  'UDP socket': opened(
    'udp-socket',
    'a UDP socket',
    `dgram.createSocket('udp4').bind(0, '127.0.0.1')`,
    'await new Promise((done) => x.close(done))',
  ),
  child: opened(
    'child-process',
    'a child process',
    `spawn('sleep', ['60'])`,
    `x.kill(); await once(x, 'exit')`,
  ),
  worker: opened(
    'worker-thread',
    'a worker thread',
    `new Worker('setInterval(() => {}, 1000)', { eval: true })`,
    'await x.terminate()',
  ),
  'message port': opened(
    'message-port',
    'a message port',
    `new MessageChannel().port1.on('message', () => {})`,
    'x.close()',
  ),
  watcher: opened('file-watcher', 'a file watcher', 'fs.watch(__dirname)', 'x.close()'),
  descriptor: opened('file-descriptor', 'a file descriptor', 'fs.openSync(__filename)', 'fs.closeSync(x)'),
  'file handle': opened(
    'file-handle',
    'a file handle',
    'await fs.promises.open(__filename)',
    'await x.close()',
  ),
  'read stream': opened(
    'file-stream',
    'a file read stream',
    `await readable(fs.createReadStream(__filename))`,
    'x.destroy()',
  ),
  directory: opened('directory', 'an open directory', 'fs.opendirSync(__dirname)', 'x.closeSync()'),
  gzip: opened('zlib-stream', 'a compression stream', 'written(zlib.createGzip())', 'x.destroy()'),
}

export const isSynchronous = ({ open }: Opener): boolean => !open.startsWith('await ')

export const prelude = `
  const { spawn } = require('node:child_process')
  const dgram = require('node:dgram')
  const { EventEmitter, once } = require('node:events')
  const fs = require('node:fs')
  const http = require('node:http')
  const http2 = require('node:http2')
  const net = require('node:net')
  const os = require('node:os')
  const path = require('node:path')
  const timers = require('node:timers')
  const { setTimeout: sleep } = require('node:timers/promises')
  const { MessageChannel, Worker } = require('node:worker_threads')
  const zlib = require('node:zlib')
  const { HTTP, HTTP2 } = process.env
  let sockets = 0
  const socketPath = () => path.join(os.tmpdir(), \`leakguard-\${process.pid}-\${++sockets}.sock\`)
  const connected = async (socket) => {
    await once(socket, 'connect')
    return socket
  }
  const readable = async (stream) => {
    await once(stream, 'readable')
    return stream
  }
  const written = (stream) => {
    stream.write('x')
    return stream
  }`
