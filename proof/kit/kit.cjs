'use strict'

// What generated test files call: it waits and connects, and opens nothing that lasts.

const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const os = require('node:os')
const path = require('node:path')

// Tests may fake them.
const { clearTimeout, setImmediate, setTimeout } = globalThis
const { nextTick } = process
const ports = JSON.parse(process.env.PROOF_PORTS)
const events = []
const behind = []
let made = 0

exports.ports = ports
exports.pg = ports.pg
const psk = Buffer.from('a key that both sides know')
exports.serverTls = { ciphers: 'PSK', pskCallback: () => psk }
exports.clientTls = {
  host: '127.0.0.1',
  ciphers: 'PSK',
  pskCallback: () => ({ psk, identity: 'client' }),
  checkServerIdentity: () => undefined,
}
exports.childFile = path.join(__dirname, 'child.cjs')
exports.workerText =
  "require('node:worker_threads').parentPort.on('message', (port) => port.postMessage('here'))"
try {
  // eslint-disable-next-line n/no-unsupported-features/node-builtins -- where there is one
  exports.NodeDatabase = require('node:sqlite').DatabaseSync
} catch {
  // Node 20 has none.
}
/** What the setup file's `afterEach` closes. */
exports.whenFinished = []
exports.nothing = () => {}
exports.log = (text) => events.push(text)
exports.flush = (testFile) => fs.writeFileSync(`${testFile}.events.json`, JSON.stringify(events, null, 1))

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
exports.sleep = sleep

exports.inTimer = (open) => new Promise((done, failed) => setTimeout(() => open().then(done, failed), 1))
exports.inImmediate = (open) => new Promise((done, failed) => setImmediate(() => open().then(done, failed)))
exports.inTick = (open) => new Promise((done, failed) => nextTick(() => open().then(done, failed)))
exports.inEvent = (emitter, open) =>
  new Promise((done, failed) => {
    emitter.once('go', () => open().then(done, failed))
    setImmediate(() => emitter.emit('go'))
  })
exports.inCallback = (open) =>
  new Promise((done, failed) => fs.stat(__filename, () => open().then(done, failed)))

/** Nobody waits for this work before the end of the file. */
exports.leaveBehind = (open) => {
  behind.push(sleep(3).then(open))
}
/** Work whose socket the strict preset has closed before it was connected waits for ever: less than a test may take. */
exports.settled = async () => {
  let timer
  const longEnough = new Promise((done) => {
    timer = setTimeout(done, 2000)
  })
  await Promise.race([Promise.all(behind), longEnough])
  clearTimeout(timer)
}

exports.connected = async (socket) => {
  await once(socket, 'connect')
  return socket
}
exports.secured = async (socket) => {
  await once(socket, 'secureConnect')
  return socket
}
exports.upgraded = async (request) => {
  const [, socket] = await once(request, 'upgrade')
  return socket
}
exports.streaming = async (session) => {
  const stream = session.request({ ':path': '/silent' }).on('error', exports.nothing)
  await once(stream, 'ready')
  return session
}
exports.aimed = async (socket) => {
  socket.connect(9, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
exports.visited = async (server) => {
  if (!server.listening) await once(server, 'listening')
  await exports.requested(undefined, http, server.address().port)
  return server
}
const accepted = new WeakMap()
/** Another process connects to it, and stays. */
exports.reached = async (server) => {
  const sockets = []
  accepted.set(server, sockets)
  server.on('connection', (socket) => sockets.push(socket.on('error', exports.nothing)))
  if (!server.listening) await once(server, 'listening')
  const request = http.get({
    ...{ port: ports.http, host: '127.0.0.1', agent: false },
    path: `/connect/${server instanceof http.Server ? 'upgrade' : 'plain'}/${server.address().port}`,
  })
  const [response] = await once(request, 'response')
  await once(response.resume(), 'close')
  return server
}
exports.upgrade = (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
  socket.resume()
}
exports.endAll = async (server) => {
  for (const socket of accepted.get(server)) socket.destroy()
  await new Promise((done) => server.close(done))
}
exports.hasWebSocket = typeof WebSocket === 'function'
exports.talking = async (socket) => {
  if (exports.hasWebSocket) await new Promise((done) => socket.addEventListener('open', done))
  else await once(socket, 'connect')
  return socket
}
exports.hangUp = (socket) => {
  if (exports.hasWebSocket) socket.close()
  else socket.destroy()
}
exports.enabled = (monitor) => {
  monitor.enable()
  return monitor
}
exports.responded = async (request) => {
  await once(request, 'response')
  return request
}
// A core module is one for all files of a process.
const kept = (require('node:util').types.proofKept ??= [])
/** Node ends what nobody refers to any more; from version 26 on a file handle ends the process as well. */
exports.keeping = async (promise) => {
  const response = await promise
  kept.push(response)
  return response
}
exports.heard = (channel) => {
  channel.onmessage = exports.nothing
  return channel
}
exports.attached = (session) => {
  session.connect()
  return session
}
exports.observing = (observer) => {
  observer.observe({ entryTypes: ['function'] })
  return observer
}
exports.polling = (watch) => {
  const file = exports.scratch()
  watch(file)
  return file
}
/** Whoever aborts what is returned has closed what was started. */
exports.aborting = (start) => {
  const controller = new AbortController()
  const started = start(controller.signal)
  if (typeof started.then === 'function') started.then(exports.nothing, exports.nothing)
  else started.on('error', exports.nothing)
  return controller
}
exports.loose = (started) => {
  started.unref()
  return started
}
exports.ended = async (child) => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
exports.answering = async (worker) => {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage(port2, [port2])
  await once(port1, 'message')
  port1.close()
  return worker
}
exports.closed = (socket) => new Promise((done) => socket.once('close', done))
exports.opened = async (stream) => {
  await once(stream, 'open')
  return stream
}
exports.readable = async (stream) => {
  await once(stream, 'readable')
  return stream
}
exports.written = (stream) => {
  stream.write('x')
  return stream
}
exports.requested = async (agent, protocol = http, port = protocol === http ? ports.http : ports.https) => {
  const request = protocol.get({ ...exports.clientTls, port, agent })
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
  return agent
}
exports.queried = async (pool) => {
  await pool.query('select 1')
  return pool
}
exports.linked = async (client) => {
  await client.connect()
  return client
}
exports.loop = (start) => {
  let timer
  const again = () => {
    timer = start(again)
  }
  again()
  return { stop: () => (clearTimeout(timer), clearImmediate(timer)) }
}
exports.whileOn = (run) => {
  let isOn = true
  void run(() => isOn)
  return {
    stop: () => {
      isOn = false
    },
  }
}

exports.setting = (before) => ({ before })
exports.wrapped =
  (fn) =>
  (...args) =>
    fn(...args)
exports.otherDirectory = () => {
  const [one, other] = [path.join(__dirname, 'a'), path.join(__dirname, 'b')]
  return process.cwd() === one ? other : one
}

exports.socketPath = () =>
  path.join(os.tmpdir(), `proof-${process.pid}-${Date.now().toString(36)}-${++made}.sock`)
exports.scratch = () => path.join(__dirname, 'scratch', `${process.pid}-${Date.now().toString(36)}-${++made}`)
