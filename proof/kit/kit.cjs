'use strict'

// What generated test files call: it waits and connects, and opens nothing that lasts.

const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const os = require('node:os')
const path = require('node:path')

const { setImmediate, setTimeout } = globalThis
const ports = JSON.parse(process.env.PROOF_PORTS)
const events = []
const behind = []
let made = 0

exports.ports = ports
exports.pg = ports.pg
exports.nothing = () => {}
exports.log = (text) => events.push(text)
exports.flush = (testFile) => fs.writeFileSync(`${testFile}.events.json`, JSON.stringify(events, null, 1))

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
exports.sleep = sleep

exports.inTimer = (open) => new Promise((done, failed) => setTimeout(() => open().then(done, failed), 1))
exports.inImmediate = (open) => new Promise((done, failed) => setImmediate(() => open().then(done, failed)))
exports.inTick = (open) => new Promise((done, failed) => process.nextTick(() => open().then(done, failed)))
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
exports.settled = async () => {
  await Promise.all(behind)
}

exports.connected = async (socket) => {
  await once(socket, 'connect')
  return socket
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
exports.requested = async (agent) => {
  const request = http.get({ port: ports.http, host: '127.0.0.1', agent })
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
  return { stop: () => clearTimeout(timer) }
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
