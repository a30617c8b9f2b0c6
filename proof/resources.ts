/** One way to open something, as source text. */
export interface Resource {
  /** The code of its type. */
  readonly type: string
  /** An expression, in scope of the prelude. */
  readonly open: string
  /** Does the expression have to be awaited? */
  readonly waits?: true
  /** Statements that close `x`, be it that the strict preset has done so before. */
  readonly close: string
  /** Do they have to be awaited? */
  readonly closeWaits?: true
  /** Not open yet, or still busy, when its owner ends: the strict preset judges it later, when others may have closed it. */
  readonly settles?: true
  /**
   * `handle`: fails under each preset; `state`: of the process or the sandbox, fails under the strict one, and there is one
   * per file; `finite`: ends by itself.
   */
  readonly kind: 'handle' | 'state' | 'finite'
  /** How often it is chosen. @default 4 */
  readonly weight?: number
}

const handle = (type: string, open: string, close: string): Resource => ({
  kind: 'handle',
  type,
  open,
  close,
  ...(close.includes('await ') ? { closeWaits: true } : {}),
})
const awaited = (resource: Resource): Resource => ({ ...resource, waits: true })
const settling = (resource: Resource): Resource => ({ ...resource, settles: true })
const seldom = (resource: Resource): Resource => ({ ...resource, weight: 1 })
const finite = (open: string): Resource => ({ kind: 'finite', type: 'none', open, close: '' })
const state = (type: string, open: string, close: string): Resource => ({
  kind: 'state',
  type,
  open,
  close,
  weight: 1,
})
const closeServer = 'await new Promise((done) => x.close(done))'

const table = {
  interval: handle('timer', 'setInterval(() => {}, 1000)', 'clearInterval(x)'),
  'long timer': handle('timer', 'setTimeout(() => {}, 3_600_000)', 'clearTimeout(x)'),
  'timer of node:timers': handle('timer', 'timers.setInterval(() => {}, 60_000)', 'timers.clearInterval(x)'),
  'loop of timers': settling(handle('timer', 'kit.loop((again) => setTimeout(again, 2))', 'x.stop()')),
  'tcp server': handle('tcp-server', 'net.createServer().listen(0)', closeServer),
  'tcp server of a host': settling(
    handle('tcp-server', "net.createServer().listen(0, '127.0.0.1')", closeServer),
  ),
  'http server': handle('http-server', 'http.createServer().listen(0)', closeServer),
  'http2 server': handle('http2-server', 'http2.createServer().listen(0)', closeServer),
  'unix server': handle('unix-server', 'net.createServer().listen(kit.socketPath())', closeServer),
  'tcp socket': settling(
    awaited(handle('tcp-socket', "kit.connected(net.connect(kit.ports.tcp, '127.0.0.1'))", 'x.destroy()')),
  ),
  'tcp socket at once': settling(
    handle('tcp-socket', "net.connect(kit.ports.tcp, '127.0.0.1')", 'x.destroy(); await kit.closed(x)'),
  ),
  'unix socket': settling(
    awaited(handle('unix-socket', 'kit.connected(net.connect(kit.ports.unix))', 'x.destroy()')),
  ),
  'http2 session': awaited(
    handle(
      'http2-session',
      "kit.connected(http2.connect('http://127.0.0.1:' + kit.ports.http2))",
      closeServer,
    ),
  ),
  'keep-alive agent': awaited(
    handle('http-agent', 'kit.requested(new http.Agent({ keepAlive: true }))', 'x.destroy()'),
  ),
  'udp socket': handle('udp-socket', "dgram.createSocket('udp4').bind(0)", 'try { x.close() } catch {}'),
  child: seldom(
    handle('child-process', "childProcess.spawn('sleep', ['600'])", "x.kill(); await once(x, 'exit')"),
  ),
  worker: seldom(
    handle(
      'worker-thread',
      "new Worker('setInterval(() => {}, 1000)', { eval: true })",
      'await x.terminate()',
    ),
  ),
  'message port': handle('message-port', "new MessageChannel().port1.on('message', () => {})", 'x.close()'),
  watcher: handle('file-watcher', 'fs.watch(__dirname)', 'x.close()'),
  descriptor: handle('file-descriptor', 'fs.openSync(__filename)', 'try { fs.closeSync(x) } catch {}'),
  'file handle': awaited(handle('file-handle', 'fs.promises.open(__filename)', 'await x.close()')),
  'read stream': awaited(
    handle('file-stream', 'kit.readable(fs.createReadStream(__filename))', 'x.destroy()'),
  ),
  'write stream': settling(
    handle('file-stream', 'fs.createWriteStream(kit.scratch())', 'await new Promise((done) => x.end(done))'),
  ),
  'open write stream': awaited(
    handle(
      'file-stream',
      'kit.opened(fs.createWriteStream(kit.scratch()))',
      'await new Promise((done) => x.end(done))',
    ),
  ),
  directory: handle('directory', 'fs.opendirSync(__dirname)', 'try { x.closeSync() } catch {}'),
  gzip: handle('zlib-stream', 'kit.written(zlib.createGzip())', 'x.destroy()'),
  'sqlite database': handle('sqlite-database', "new Database(':memory:')", 'x.close()'),
  'pg pool': seldom(awaited(handle('pg-pool', 'kit.queried(new pg.Pool(kit.pg))', 'await x.end()'))),
  'pg client': seldom(awaited(handle('pg-client', 'kit.linked(new pg.Client(kit.pg))', 'await x.end()'))),

  'short timer': finite('setTimeout(() => {}, 3)'),
  immediate: finite('setImmediate(() => {})'),
  'timer without reference': finite('setTimeout(() => {}, 60_000).unref()'),
  'connection that ends': finite("net.connect(kit.ports.tcp, '127.0.0.1').end()"),
  'closed file': finite('fs.createReadStream(__filename).resume()'),

  variable: state(
    'env',
    "kit.setting(process.env.PROOF_LEFT, (process.env.PROOF_LEFT = 'planted'))",
    'if (x.before === undefined) delete process.env.PROOF_LEFT; else process.env.PROOF_LEFT = x.before',
  ),
  directoryOfWork: state(
    'cwd',
    'kit.setting(process.cwd(), process.chdir(kit.otherDirectory()))',
    'process.chdir(x.before)',
  ),
  listener: state(
    'process-listener',
    "kit.setting(kit.nothing, process.on('SIGUSR2', kit.nothing))",
    "process.off('SIGUSR2', kit.nothing)",
  ),
  prototype: state(
    'prototype',
    'kit.setting(0, (Array.prototype.planted = () => 1))',
    'delete Array.prototype.planted',
  ),
  coreModule: state(
    'core-module',
    'kit.setting(fs.statSync, (fs.statSync = kit.wrapped(fs.statSync)))',
    'fs.statSync = x.before',
  ),
  spyOnConsole: state('spy', "jest.spyOn(console, 'debug').mockImplementation(() => {})", 'x.mockRestore()'),
} as const satisfies Readonly<Record<string, Resource>>

export type ResourceName = keyof typeof table

export const resourceNames = Object.keys(table) as ResourceName[]

export const resourceOf = (name: ResourceName): Resource => table[name]
