// No mongod comes with npm packages: this answers the handshake and the heartbeats of a client, and nothing else.
const net = require('node:net')
const { BSON } = require('mongodb')

const hello = {
  ok: 1,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
}
const opReply = 1
const opQuery = 2004
const opMsg = 2013

function answer(request) {
  const isMessage = request.readInt32LE(12) === opMsg
  const body = Buffer.from(BSON.serialize(hello))
  const fixed = Buffer.alloc(isMessage ? 5 : 20)
  if (!isMessage) fixed.writeInt32LE(1, 16)
  const header = Buffer.alloc(16)
  header.writeInt32LE(16 + fixed.length + body.length, 0)
  header.writeInt32LE(request.readInt32LE(4), 8)
  header.writeInt32LE(isMessage ? opMsg : opReply, 12)
  return Buffer.concat([header, fixed, body])
}

exports.startMongo = async () => {
  const sockets = new Set()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    let received = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      received = Buffer.concat([received, data])
      while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
        const request = received.subarray(0, received.readInt32LE(0))
        received = received.subarray(request.length)
        if ([opQuery, opMsg].includes(request.readInt32LE(12))) socket.write(answer(request))
      }
    })
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `mongodb://127.0.0.1:${server.address().port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(done))
    },
  }
}
