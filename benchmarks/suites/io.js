// Copied as a test file: every test opens a server, sockets and timers, and closes all of them.
const { once } = require('node:events')
const http = require('node:http')
const net = require('node:net')

const { expect, test } = require('@jest/globals')

const listen = async (server) => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server.address().port
}

const close = async (server) => {
  server.close()
  await once(server, 'close')
}

const get = (port) =>
  new Promise((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1' }, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => (body += chunk))
        response.on('end', () => resolve(JSON.parse(body)))
      })
      .on('error', reject)
  })

const echo = async (port, text) => {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(text)
  let received = ''
  for await (const chunk of socket) received += String(chunk)
  return received
}

const order = { id: 'A-1001', lines: Array.from({ length: 20 }, (_, line) => ({ line, sku: `SKU-${line}` })) }

test.each(Array.from({ length: 40 }, (_, index) => [index]))('serves order %i', async (index) => {
  const api = http.createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ...order, index, url: request.url }))
  })
  const feed = net.createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  const [apiPort, feedPort] = await Promise.all([listen(api), listen(feed)])
  const heartbeat = setInterval(() => undefined, 1000)
  const deadlines = Array.from({ length: 5 }, (_, call) => setTimeout(() => undefined, 5000 + call))

  const orders = await Promise.all([get(apiPort), get(apiPort), get(apiPort)])
  expect(orders.map((answer) => answer.index)).toEqual([index, index, index])
  expect(await echo(feedPort, 'ping')).toBe('ping')
  await new Promise((resolve) => setTimeout(resolve, 1))

  clearInterval(heartbeat)
  deadlines.forEach(clearTimeout)
  await Promise.all([close(api), close(feed)])
})
