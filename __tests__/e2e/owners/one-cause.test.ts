import { onlyIf } from '../../support/only-if'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { installLibraries } from '../support/install/libraries'
import { runJest } from '../support/run/run-jest'
import { isReachable } from '../support/servers/reachable'

const lines = [
  ['30', 'jest-leakguard'],
  ['30', 'jest-leakguard/strict'],
  ['29', 'jest-leakguard'],
] as const

const packaged = (name: string, source: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.2.3' }),
  [`node_modules/${name}/index.js`]: source,
})

/** A package that starts unlike things in one call, and one that starts a second thing without its caller. */
const packages = {
  ...packaged(
    'ticker',
    `exports.start = () => {
       const timers = [5000, 10].map((ms, index) => (index === 0 ? setTimeout : setInterval)(() => {}, ms))
       return { stop: () => timers.forEach(clearInterval) }
     }`,
  ),
  ...packaged(
    'finder',
    `exports.find = () => {
       const socket = require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1')
       let timer
       socket.on('listening', () => (timer = setInterval(() => {}, 5000)))
       return { socket, stop: () => { clearInterval(timer); socket.close() } }
     }`,
  ),
}

const source = `
  const { once } = require('node:events')
  const ticker = require('ticker')
  const finder = require('finder')
  test('leaves a ticker', () => {
    ticker.start() // opened
  })
  test('leaves a finder', async () => {
    const found = finder.find() // opened
    await once(found.socket, 'listening')
  })
  test('stops both', async () => {
    const all = [ticker.start(), finder.find()]
    await once(all[1].socket, 'listening')
    all.forEach((each) => each.stop())
  })`

test.each(lines)('what one call of a package opened is one leak, Jest %s, %s', async (jest, preset) => {
  const run = await runJest({
    jest,
    files: { ...packages, 'a.test.js': source },
    config: { preset },
    args: ['-i'],
  })
  const leaks = reportedLeaks(run.fileMessage('a.test.js'))
  expect(leaks).toMatchObject([
    {
      owner: 'leaves a ticker',
      headline: 'this test leaked 2 timers: they were started here and never cleared',
    },
    {
      owner: 'leaves a finder',
      headline: 'this test leaked a UDP socket: it was opened here and never closed',
    },
  ])
  expect(run.messageOf('leaves a ticker')).toMatch(
    /timer: +setTimeout, due after 5000 ms; setInterval, every 10 ms/,
  )
  // Where the object was kept in a variable, its source tells what ends it.
  expect(leaks.map(({ help }) => help)).toEqual([
    'in `afterEach`: shut down the object of ticker that opened it, by its own call',
    'in `afterEach`: `await found.stop()`',
  ])
  for (const title of ['leaves a ticker', 'leaves a finder'])
    expect(run.messageOf(title)).toMatch(/^ +> +\d+ \| .* \/\/ opened$/m)
  expect(run.test('stops both').status).toBe('passed')
  expect(run.output).not.toContain('warned')
})

/** What a package's server keeps for each connection, until that is closed. */
const pinger = packaged(
  'pinger',
  `exports.serve = () =>
     require('node:net').createServer((socket) => {
       const timer = setInterval(() => {}, 5000)
       socket.on('error', () => {}).on('close', () => clearInterval(timer)).resume()
     })`,
)

const sharedServer = `
  const { once } = require('node:events')
  const net = require('node:net')
  const server = require('pinger').serve()
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
  afterAll(() => {
    server.close()
  })
  const connect = async () => {
    const socket = net.connect(server.address().port, '127.0.0.1') // opened
    await once(socket, 'connect')
    await new Promise((done) => setTimeout(done, 300))
    return socket
  }
  test('leaves a connection', async () => {
    await connect()
  })
  test('ends its connection', async () => {
    const socket = await connect()
    socket.end()
    await once(socket, 'close')
  })`

test.each(lines)(
  'what a server keeps for a connection is no leak beside that of who connected, Jest %s, %s',
  async (jest, preset) => {
    const run = await runJest({
      jest,
      files: { ...pinger, 'a.test.js': sharedServer },
      config: { preset },
      args: ['-i'],
    })
    expect(run.test('ends its connection').status).toBe('passed')
    expect(reportedLeaks(run.output)).toEqual([
      expect.objectContaining({
        owner: 'leaves a connection',
        headline: 'this test leaked a TCP connection: it was opened here and never closed',
        help: '`socket.destroy()` in `afterEach`',
        opened: `a.test.js:${String(sharedServer.split('\n').findIndex((line) => line.endsWith('// opened')) + 1)}`,
      }),
    ])
    expect(run.output).not.toContain('pinger')
  },
)

const { describe: declare } = onlyIf(isReachable(5672), 'no RabbitMQ answers on 127.0.0.1:5672')

const handled = (end: string): string => `
  const http = require('node:http')
  const amqplib = require('amqplib')
  let server, connection
  beforeEach(() => new Promise((done) => {
    server = http.createServer(async (request, response) => {
      connection = await amqplib.connect('amqp://guest:guest@127.0.0.1') // opened
      await connection.createChannel()
      response.end('ok')
    }).listen(0, done)
  }))
  afterEach(async () => {
    ${end}
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  test('asks', async () => {
    const response = await fetch('http://127.0.0.1:' + server.address().port)
    expect(await response.text()).toBe('ok')
  })`

declare('amqplib in a request handler', () => {
  test.each(lines)(
    'its connection and timers are one leak of the test, Jest %s, %s',
    async (jest, preset) => {
      const run = await runJest({
        jest,
        files: { 'leaking.test.js': handled(''), 'clean.test.js': handled('await connection.close()') },
        config: { preset, modulePaths: [await installLibraries()] },
      })
      expect(reportedLeaks(run.fileMessage('leaking.test.js'))).toMatchObject([
        {
          owner: 'asks',
          headline: 'this test leaked a TCP connection: it was opened here and never closed',
          help: expect.stringContaining('`await connection.close()`') as string,
        },
      ])
      expect(run.fileMessage('leaking.test.js')).toMatch(/^ +> +\d+ \| .* \/\/ opened$/m)
      expect(run.file('clean.test.js').status).toBe('passed')
    },
  )
})

const talking = `
  const { once } = require('node:events')
  const net = require('node:net')
  let server
  beforeAll((done) => {
    server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1', done)
  })
  afterAll(() => server.close())
  test('leaves connections', async () => {
    const sockets = []
    for (let i = 0; i < 3; i++) {
      const socket = net.connect(server.address().port, '127.0.0.1')
      sockets.push(socket)
      await once(socket, 'connect')
    }
    // It may be a last word: this one is given its time.
    sockets[2].write('x')
  })
  test('takes its time', () => new Promise((done) => setTimeout(done, 400)))`

test.each(lines)(
  'of connections of one line those that are still talking are told as well, Jest %s, %s',
  async (jest, preset) => {
    const run = await runJest({ jest, files: { 'a.test.js': talking }, config: { preset }, args: ['-i'] })

    const told = reportedLeaks(run.fileMessage('a.test.js')).map(({ headline }) => headline)
    const two = 'this test leaked 2 TCP connections: they were opened here and never closed'
    const three = two.replace('2', '3')
    const one = 'this test leaked a TCP connection: it was opened here and never closed'
    expect(told).toEqual(preset.endsWith('strict') ? [two, one] : [three])
  },
)
