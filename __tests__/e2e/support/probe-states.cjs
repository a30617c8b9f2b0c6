// Run by every line of Node as `node probe-states.cjs <build>`: opens one resource of each family, and asks
// the probes for its state when it is open, unref'd, being closed and closed. Prints the answers as JSON.
// Some accessors of Node's handles abort the process: then the exit code tells.
'use strict'

const { once } = require('node:events')
const { setTimeout: sleep } = require('node:timers/promises')
const childProcess = require('node:child_process')
const dgram = require('node:dgram')
const dns = require('node:dns')
const fs = require('node:fs')
const http = require('node:http')
const http2 = require('node:http2')
const inspector = require('node:inspector')
const net = require('node:net')
const os = require('node:os')
const path = require('node:path')
const readline = require('node:readline')
const { PassThrough } = require('node:stream')
const { BroadcastChannel, MessageChannel, Worker } = require('node:worker_threads')
const zlib = require('node:zlib')

const [build] = process.argv.slice(2)
const bundle = require(path.join(build, 'environment/startup.js'))
const load = (name) => (bundle[name] === undefined ? bundle.late(name) : bundle[name]())
const { startWatching } = load('environment/start')
const { runAs } = load('ownership/context')
const { TestFile } = load('ownership/scope')
const { setRunningFile } = load('resources/ledger/current-owner')
const { resourcesOf } = load('resources/ledger/ledger')
const { framesOf } = load('resources/trace/frames')

const children = []

const listening = async (server, ...where) => {
  await once(server.listen(...where), 'listening')
  return server
}
const connected = async (socket) => {
  await once(socket, 'connect')
  return socket
}
const closeIt = (target) => void target.close()
const destroyIt = (target) => void target.destroy()

const trackHeap = () => {
  const session = new inspector.Session()
  session.connect()
  session.post('HeapProfiler.startTrackingHeapObjects')
  return session
}

/** Made before anything is followed. */
async function peers() {
  const tcp = await listening(
    net.createServer((socket) => socket.on('error', () => {}).resume()),
    0,
    '127.0.0.1',
  )
  const web = await listening(
    http.createServer((_, response) => response.end('ok')),
    0,
    '127.0.0.1',
  )
  const web2 = await listening(http2.createServer(), 0, '127.0.0.1')
  const session = await connected(http2.connect(`http://127.0.0.1:${web2.address().port}`))
  return {
    port: tcp.address().port,
    webPort: web.address().port,
    web2Port: web2.address().port,
    session,
  }
}

/** By type: how to open one, how to close it without waiting, and whether it can be unref'd. */
const cases = ({ port, webPort, web2Port, session }) => ({
  timer: { open: () => setTimeout(() => {}, 60_000), close: clearTimeout },
  'immediate-loop': {
    open: () => {
      const loop = { immediate: undefined }
      const turn = () => (loop.immediate = setImmediate(turn))
      turn()
      return loop
    },
    close: ({ immediate }) => clearImmediate(immediate),
    unref: null,
  },
  'tcp-server': { open: () => listening(net.createServer(), 0, '127.0.0.1'), close: closeIt },
  'unix-server': {
    open: () => listening(net.createServer(), path.join(os.tmpdir(), `leakguard-probe-${process.pid}.sock`)),
    close: closeIt,
  },
  'tcp-socket': { open: () => connected(net.connect(port, '127.0.0.1')), close: destroyIt },
  'udp-socket': {
    open: async () => {
      const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1')
      await once(socket, 'listening')
      return socket
    },
    close: closeIt,
  },
  'dns-request': {
    open: async () => {
      const server = dgram.createSocket('udp4').bind(0, '127.0.0.1')
      await once(server, 'listening')
      const resolver = new dns.Resolver()
      resolver.setServers([`127.0.0.1:${server.address().port}`])
      resolver.resolve4('orders.example', () => server.close())
      return resolver
    },
    close: (resolver) => void resolver.cancel(),
    unref: null,
  },
  'child-process': {
    open: () =>
      childProcess.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }),
    close: (child) => void child.kill('SIGKILL'),
  },
  pipe: {
    open: () => {
      const stdio = ['ignore', 'pipe', 'ignore']
      const child = childProcess.spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio })
      children.push(child)
      return child.stdout
    },
    close: destroyIt,
  },
  'orphaned-pipes': {
    type: 'pipe',
    open: async () => {
      const stdio = ['ignore', 'pipe', 'ignore']
      const program = 'setTimeout(() => {}, 10_000)'
      const child = childProcess.spawn(`"${process.execPath}" -e "${program}" & true`, { shell: true, stdio })
      await once(child, 'exit')
      return child
    },
    close: (child) => void child.stdout.destroy(),
    unref: null,
  },
  'worker-thread': {
    open: async () => {
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
      await once(worker, 'online')
      return worker
    },
    close: (worker) => void worker.terminate(),
  },
  'inspector-session': { open: trackHeap, close: (session) => session.disconnect(), unref: null },
  'stopped-session': {
    type: 'inspector-session',
    open: trackHeap,
    close: (session) => session.post('HeapProfiler.stopTrackingHeapObjects'),
    unref: null,
  },
  'message-port': {
    open: () => {
      const { port1 } = new MessageChannel()
      port1.onmessage = () => {}
      return port1
    },
    close: closeIt,
  },
  'broadcast-channel': {
    open: () => {
      const channel = new BroadcastChannel('probe')
      channel.onmessage = () => {}
      return channel
    },
    close: closeIt,
  },
  'file-watcher': { open: () => fs.watch(os.tmpdir()), close: closeIt },
  'stat-watcher': {
    type: 'file-watcher',
    open: () => fs.watchFile(__filename, () => {}),
    close: () => fs.unwatchFile(__filename),
  },
  'tree-watcher': {
    type: 'file-watcher',
    open: () => fs.watch(__dirname, { recursive: true }),
    close: closeIt,
    unref: null,
  },
  'zlib-stream': {
    open: () => {
      const stream = zlib.createGzip()
      stream.write('x')
      return stream
    },
    close: destroyIt,
    unref: null,
  },
  'http2-session': {
    open: () => connected(http2.connect(`http://127.0.0.1:${web2Port}`)),
    close: closeIt,
    unref: null,
  },
  'http2-stream': { open: () => session.request({ ':path': '/' }), close: closeIt, unref: null },
  'http-agent': {
    open: async () => {
      const agent = new http.Agent({ keepAlive: true })
      const [response] = await once(http.get({ port: webPort, host: '127.0.0.1', agent }), 'response')
      await once(response.resume(), 'close')
      await sleep(10)
      return agent
    },
    close: destroyIt,
    unref: null,
  },
  'file-stream': {
    open: async () => {
      const stream = fs.createReadStream(__filename)
      await once(stream, 'readable')
      return stream
    },
    close: destroyIt,
    unref: null,
  },
  'file-handle': { open: () => fs.promises.open(__filename), close: closeIt, unref: null },
  'file-descriptor': {
    open: () => fs.openSync(__filename),
    close: (fd) => fs.closeSync(fd),
    unref: null,
  },
  directory: { open: () => fs.promises.opendir(__dirname), close: closeIt, unref: null },
  readline: {
    open: () => readline.createInterface({ input: new PassThrough() }),
    close: closeIt,
    unref: null,
  },
})

async function probe(name, { type = name, open, close, unref = (target) => target.unref() }, file) {
  const scope = file.open('test', [name])
  const target = await runAs(scope, open)
  // A child's pipes are also parts of the child, which has nothing open for as long as it runs.
  const followed = resourcesOf(scope).filter(
    (each) => each.state() !== 'idle' && describe(each)?.type === type,
  )
  const resource = followed.find((each) => each.target === target) ?? followed[0]
  if (resource === undefined) return 'not followed'
  const ask = () => {
    const state = resource.state()
    if (state !== 'closed') describe(resource)
    return state
  }
  const states = { open: ask() }
  if (unref !== null) {
    unref(target)
    states.unref = ask()
  }
  close(target)
  states.closing = ask()
  for (let i = 0; i < 100 && ask() === 'closing'; i++) await sleep(10)
  await sleep(10)
  states.closed = ask()
  return states
}

const describe = (resource) => resource.describe(framesOf(resource.trace))

async function main() {
  const made = await peers()
  startWatching('async')
  const file = new TestFile(__filename)
  setRunningFile(file)
  const answers = {}
  for (const [name, each] of Object.entries(cases(made))) answers[name] = await probe(name, each, file)
  for (const child of children) child.kill('SIGKILL')
  process.stdout.write(JSON.stringify(answers), () => process.exit())
}

void main()
