import { runJest } from '../support/run/run-jest'

/** Each test opens and closes what a request needs; the last counts what of that is still in memory. */
const source = `
  const { once } = require('node:events')
  const http = require('node:http')
  const net = require('node:net')
  const v8 = require('node:v8')

  const close = (server) => (server.close(), once(server, 'close'))

  test.each(Array.from({ length: 30 }, (_, n) => [n]))('asks %i', async () => {
    const api = http.createServer((request, response) => setTimeout(() => response.end('ok'), 1))
    const echo = net.createServer((socket) => socket.pipe(socket))
    await once(api.listen(0, '127.0.0.1'), 'listening')
    await once(echo.listen(0), 'listening')
    await new Promise((done, fail) => {
      http.get(api.address(), (response) => response.resume().on('end', done)).on('error', fail)
    })
    const socket = net.connect(echo.address().port).resume()
    socket.end('ping')
    await once(socket, 'close')
    await Promise.all([close(api), close(echo)])
  })

  test('counts', async () => {
    await new Promise((done) => setTimeout(done, 50))
    const count = (constructor) => v8.queryObjects(constructor, { format: 'count' })
    expect(count(net.Server)).toBeLessThan(8)
    expect(count(http.ClientRequest)).toBeLessThan(8)
    expect(count(net.Socket)).toBeLessThan(20)
  })`

test.each(['jest-leakguard', 'jest-leakguard/strict'])(
  'what tests have closed is not held to the end of their file: %s',
  async (preset) => {
    const run = await runJest({ files: { 'a.test.js': source }, config: { preset } })

    expect(run.messageOf('counts')).toBe('')
    expect(run.json).toMatchObject({ numPassedTests: 31, numFailedTests: 0 })
  },
)
