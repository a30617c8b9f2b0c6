// Copied as a test file: tests that start and clear one timer while many sockets of the file are open; writes
// the CPU time of those tests, in milliseconds.
const { once } = require('node:events')
const { writeFileSync } = require('node:fs')
const net = require('node:net')

const { afterAll, beforeAll, test } = require('@jest/globals')

const connections = Number(process.env.BENCH_COUNT)
const server = net.createServer()
const sockets = []
let before

server.on('connection', (socket) => sockets.push(socket))

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // One after the other: a burst would overflow the listen queue.
  for (let index = 0; index < connections; index++) {
    const socket = net.connect(server.address().port, '127.0.0.1')
    sockets.push(socket)
    await once(socket, 'connect')
  }
  before = process.cpuUsage()
}, 120_000)

afterAll(async () => {
  const { user, system } = process.cpuUsage(before)
  writeFileSync(process.env.BENCH_RESULT, JSON.stringify((user + system) / 1000))
  sockets.forEach((socket) => socket.destroy())
  server.close()
  await once(server, 'close')
}, 120_000)

for (let index = 0; index < 500; index++) {
  test(`timer ${index}`, () => clearTimeout(setTimeout(() => undefined, 60_000)))
}
