import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

/** A server that all tests of a block share; each has it do some work, through a connection of its own. */
interface Protocol {
  readonly name: string
  /** `server`, whose handlers call `work()`. */
  readonly server: string
  readonly listen: string
  /** How a test reaches it. */
  readonly reach: string
}

const onPort = `server.listen(0, '127.0.0.1')`
const ofPath = "require('node:path').join(require('node:os').tmpdir(), `leakguard-${process.pid}.sock`)"
const writes = (to: string, text = 'x'): string => `
  const client = net.connect(${to})
  client.write(${JSON.stringify(text)})
  client.resume()
  await once(client, 'close')`
const port = `{ port: server.address().port, host: '127.0.0.1' }`

const protocols: readonly Protocol[] = [
  {
    name: 'data of a TCP connection',
    server: `net.createServer((socket) => socket.on('data', () => work().then(() => socket.end())))`,
    listen: onPort,
    reach: writes(port),
  },
  {
    name: 'a TCP connection',
    server: `net.createServer((socket) => work().then(() => socket.resume().end()))`,
    listen: onPort,
    reach: writes(port),
  },
  {
    name: 'data of a unix socket',
    server: `net.createServer((socket) => socket.on('data', () => work().then(() => socket.end())))`,
    listen: `server.listen(${ofPath})`,
    reach: writes(`{ path: ${ofPath} }`),
  },
  {
    name: 'a request of fetch',
    server: `http.createServer((request, response) => work().then(() => response.end('ok')))`,
    listen: 'server.listen(0)',
    reach: 'await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text()',
  },
  {
    name: 'an upgrade',
    server: `http.createServer().on('upgrade', (request, socket) => work().then(() => socket.end()))`,
    listen: onPort,
    reach: writes(port, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
  },
  {
    name: 'an HTTP 2 stream',
    server: `http2.createServer().on('stream', (stream) => work().then(() => { stream.respond(); stream.end() }))`,
    listen: onPort,
    reach: `
  const client = http2.connect(\`http://127.0.0.1:\${server.address().port}\`)
  const request = client.request()
  request.resume()
  await once(request, 'close')
  client.close()
  await once(client, 'close')`,
  },
]

const suite = ({ server, listen, reach }: Protocol, work: string): string => `
const net = require('node:net'), http = require('node:http'), http2 = require('node:http2')
const { once } = require('node:events')
let server
const work = async () => {
  await null
  ${work}
}
beforeAll(async () => {
  server = ${server}
  ${listen}
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  server.closeAllConnections?.()
  await once(server, 'close')
})
test('opens nothing', () => undefined)
test('reaches the server', async () => {${reach}
})
test('reaches it again', async () => {${reach}
})`

/** Requests of two tests over one connection; the handler of the first goes on while the second is answered. */
function keptAlive(name: string, opens: string, leaks: LeakCase['leaks']): readonly LeakCase[] {
  const clients = {
    fetch: 'const ask = async (path) => (await fetch(at(path))).text()',
    'a keep-alive agent': `
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
afterAll(() => agent.destroy())
const ask = (path) => new Promise((resolve, reject) => {
  http.get(at(path), { agent }, (response) => response.resume().on('end', resolve)).on('error', reject)
})`,
  }
  return Object.entries(clients).map(([client, ask]) => ({
    name: `a handler that ${name}, through ${client}`,
    source: `
const http = require('node:http')
const { once } = require('node:events')
let server, goOn
const done = new Promise((resolve) => { goOn = resolve })
const at = (path) => \`http://127.0.0.1:\${server.address().port}/\${path}\`
${ask}
const work = async () => {
  await done
  ${opens}
}
beforeAll(async () => {
  server = http.createServer((request, response) => {
    if (request.url === '/work') void work()
    if (request.url === '/go') goOn()
    response.end('ok')
  }).listen(0)
  await once(server, 'listening')
})
afterAll((done) => {
  server.close(done)
  server.closeAllConnections()
})
test('asks for work', () => ask('work'))
test('asks for something else', () => ask('go'))`,
    leaks,
  }))
}

const cases: readonly LeakCase[] = [
  ...protocols.flatMap((protocol): LeakCase[] => [
    {
      name: protocol.name,
      source: suite(protocol, 'setInterval(() => {}, 30_000) // opened'),
      leaks: [leakedInterval({ test: 'reaches the server' }), leakedInterval({ test: 'reaches it again' })],
    },
    {
      name: `${protocol.name} that is clean`,
      source: suite(protocol, 'clearInterval(setInterval(() => {}, 30_000))'),
      leaks: [],
    },
  ]),
  ...keptAlive(
    'opens something once another test uses the connection',
    'setInterval(() => {}, 30_000) // opened',
    [leakedInterval({ test: 'asks for work' })],
  ),
  ...keptAlive('opens something for a moment', 'clearInterval(setInterval(() => {}, 30_000))', []),
  {
    name: 'a client in another process',
    source: `
const net = require('node:net')
const { once } = require('node:events')
const { execFile } = require('node:child_process')
describe('service', () => {
  let server
  beforeAll(async () => {
    server = net.createServer(async (socket) => {
      await null
      setInterval(() => {}, 30_000) // opened
      socket.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll((done) => { server.close(done) })
  test('is reached', (done) => {
    const code = \`require('node:net').connect(\${server.address().port}, '127.0.0.1').resume()\`
    execFile(process.execPath, ['-e', code], done)
  })
})`,
    leaks: [leakedInterval({ describe: 'service' })],
  },
]

describe.each([
  ['30', undefined],
  ['30', '24'],
  ['29', '22'],
] as const)('Jest %s, Node %s', (jest, node) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, ...(node !== undefined && { node }), files: filesOf(cases), args: ['-i'] })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })
})
