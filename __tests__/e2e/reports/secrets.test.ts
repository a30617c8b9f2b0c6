import path from 'node:path'

import { knownTypes } from '../../../src/options/type-severities'
import { formatNames } from '../../../src/report/format-names'
import { stateTypes } from '../../../src/options/state-types'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

/** Each is put together when the test runs: what is looked for is what was told of it, not the source. */
const plant = (name: string): string => `planted('${name}')`
const isPlanted = /hidden-[a-z]+/

const http = (options: string): string =>
  `const request = http.get({ port: PORT, ${options} }); request.on('error', () => {}); await once(request, 'socket')`

/**
 * A row for each type: the body of a test that leaves one which knows a secret, or why there is none. TypeScript and the
 * first test refuse a type without its row.
 */
const rows: Readonly<
  Record<(typeof knownTypes)[number] | (typeof stateTypes)[number], string | { none: string }>
> = {
  timer: `setInterval(function () {}, 1000, ${plant('argument')}).secret = ${plant('property')}`,
  'unref-timer': `setInterval(() => {}, 1000, ${plant('unref')}).unref()`,
  'immediate-loop': `const go = () => setImmediate(go, ${plant('immediate')}); go()`,
  'tcp-server': `net.createServer().listen(0).secret = ${plant('server')}`,
  'tls-server': `tls.createServer({ passphrase: ${plant('passphrase')}, pskIdentityHint: ${plant('psk')} }).listen(0)`,
  'http-server': `http.createServer().on(${plant('event')}, () => {}).listen(0)`,
  'https-server': `https.createServer({ passphrase: ${plant('https')} }).listen(0)`,
  'http2-server': `http2.createServer().listen(0).secret = ${plant('twoserver')}`,
  'unix-server': `net.createServer().listen(path.join(os.homedir(), 's'))`,
  'tcp-socket': `const socket = net.connect(PORT); socket.write(${plant('data')}); await once(socket, 'connect')`,
  'tls-socket': `tls.connect({ port: PORT, servername: 'localhost', session: Buffer.from(${plant('session')}) }).on('error', () => {})`,
  'unix-socket': `const listening = net.createServer().listen(path.join(os.homedir(), 'u')); await once(listening, 'listening'); net.connect(path.join(os.homedir(), 'u'))`,
  'udp-socket': `dgram.createSocket('udp4').bind(0).send(${plant('datagram')}, 9, '127.0.0.1')`,
  'dns-request': { none: 'a host that is looked up is what a reader has to know' },
  pipe: `spawn('sh', ['-c', 'sleep 60 &'], { env: { ...process.env, API_KEY: ${plant('pipeenv')} } }); await new Promise((done) => setTimeout(done, 100))`,
  stdin: { none: 'it has no data of its own, and is the whole run’s' },
  'message-port': `const { port1, port2 } = new MessageChannel(); port1.on('message', () => {}); port2.postMessage(${plant('message')})`,
  'broadcast-channel': `const channel = new BroadcastChannel('orders'); channel.onmessage = () => {}; channel.postMessage(${plant('broadcast')})`,
  'http-agent': `const agent = new http.Agent({ keepAlive: true, headers: { cookie: ${plant('agent')} } }); ${http(`agent, path: '/?token=' + ${plant('query')}, auth: 'user:' + ${plant('basic')}, headers: { authorization: 'Bearer ' + ${plant('bearer')} }`)}`,
  'http-response': `await fetch('http://127.0.0.1:' + PORT + '/?api_key=' + ${plant('fetched')}, { headers: { 'x-api-key': ${plant('header')} } }).catch(() => {})`,
  'http2-session': `http2.connect('http://user:' + ${plant('authority')} + '@127.0.0.1:' + PORT).on('error', () => {})`,
  'http2-stream': `http2.connect('http://127.0.0.1:' + PORT).on('error', () => {}).request({ ':path': '/?token=' + ${plant('stream')} }).on('error', () => {})`,
  'child-process': `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', '--password', ${plant('option')}, '--token=' + ${plant('token')},
      'postgres://user:' + ${plant('url')} + '@host/db', 'API_KEY=' + ${plant('assigned')}], { env: { ...process.env, API_KEY: ${plant('environment')} } })`,
  'worker-thread': `new Worker('setInterval(() => {}, 1000)', { eval: true, argv: [${plant('argv')}], env: { API_KEY: ${plant('workerenv')} }, workerData: ${plant('workerdata')} })`,
  'inspector-session': { none: 'it has no data of its own' },
  'file-watcher': `fs.watch(os.homedir())`,
  'file-stream': `fs.createWriteStream(path.join(os.homedir(), 'w')).write(${plant('written')})`,
  'file-handle': `(await fs.promises.open(path.join(os.homedir(), 'h'), 'w')).secret = ${plant('handle')}`,
  'file-descriptor': `fs.openSync(path.join(os.homedir(), 'd'), 'w')`,
  directory: `fs.opendirSync(os.homedir())`,
  readline: `require('node:readline').createInterface({ input: fs.createReadStream('/dev/zero'), prompt: ${plant('prompt')} })`,
  'zlib-stream': `zlib.createGzip().write(${plant('zipped')})`,
  'pg-pool': { none: 'secrets-databases.test.ts' },
  'pg-client': { none: 'secrets-databases.test.ts' },
  'pg-transaction': { none: 'secrets-databases.test.ts' },
  'pg-query': { none: 'secrets-databases.test.ts' },
  'pg-advisory-lock': { none: 'secrets-databases.test.ts' },
  'pg-listen': { none: 'secrets-databases.test.ts' },
  'sqlite-database': { none: 'secrets-databases.test.ts' },
  'sqlite-transaction': { none: 'secrets-databases.test.ts' },
  'sqlite-iterator': { none: 'secrets-databases.test.ts' },
  'sqlite-wal': { none: 'a path, as of `sqlite-database`' },
  'mysql-pool': { none: 'secrets-clients.test.ts' },
  'mysql-connection': { none: 'secrets-clients.test.ts' },
  'mongo-client': { none: 'secrets-clients.test.ts' },
  'redis-client': { none: 'secrets-clients.test.ts' },
  'connection-churn': { none: 'as of the type that is made again and again' },
  singleton: { none: 'the name of a class' },
  'discovered-singleton': { none: 'the name of a class' },
  env: `process.env.API_KEY = ${plant('variable')}`,
  cwd: `process.chdir(os.homedir())`,
  'core-module': `const { statSync } = fs; fs.statSync = (...args) => statSync(...args); fs.statSync.secret = ${plant('function')}`,
  global: `globalThis.planted = ${plant('global')}`,
  prototype: `String.prototype.planted = ${plant('prototype')}`,
  'process-listener': `process.on('SIGUSR2', () => ${plant('listener')})`,
  'emitter-listener': `process.stdout.on('resize', () => ${plant('onresize')})`,
  'fake-timers': { none: 'it has no data of its own' },
  spy: `jest.spyOn(console, 'debug').mockReturnValue(${plant('spy')}); console.debug(${plant('call')})`,
  'module-mock': `jest.doMock('node:punycode', () => ${plant('mock')})`,
  umask: { none: 'a number' },
  'process-title': `process.title = ${plant('title')}`,
  'exit-code': { none: 'a number' },
  'max-listeners': { none: 'a number' },
  'stack-trace': { none: 'a number, or a function' },
}

const source = `
  const { spawn } = require('node:child_process')
  const dgram = require('node:dgram')
  const { once } = require('node:events')
  const fs = require('node:fs')
  const http = require('node:http')
  const https = require('node:https')
  const http2 = require('node:http2')
  const net = require('node:net')
  const os = require('node:os')
  const path = require('node:path')
  const tls = require('node:tls')
  const { MessageChannel, Worker } = require('node:worker_threads')
  const zlib = require('node:zlib')
  const planted = (name) => ['hidden', name].join('-')
  let silent, PORT
  beforeAll(async () => {
    silent = net.createServer((socket) => socket.on('error', () => {})).listen(0)
    await once(silent, 'listening')
    PORT = silent.address().port
  })
  afterAll(() => silent.close())
  ${Object.entries(rows)
    .flatMap(([type, row]) => (typeof row === 'string' ? [`test('${type}', async () => {\n${row}\n})`] : []))
    .join('\n')}`

/** Off by default, parts of others, and what ends by itself meanwhile. */
const mostQuiet = 4
const planting = Object.values(rows).filter((row) => typeof row === 'string')

const files = formatNames.filter((name) => name !== 'github')
const written = ['json', 'html', 'md', 'sarif', 'junit.xml', 'ctrf.json', 'gitlab.json']

test('no type and no format is without its row', () => {
  expect(Object.keys(rows).toSorted()).toEqual([...knownTypes, ...stateTypes].toSorted())
  expect(written).toHaveLength(files.length)
})

describe.each(['jest-leakguard', 'jest-leakguard/strict'])('under %s', (preset) => {
  let fixture: Fixture
  let home: string
  const told: [place: string, text: string][] = []
  beforeAll(async () => {
    fixture = await createFixture({
      files: { 'secrets.test.js': source, '../hidden-home/file': '' },
      config: { preset, reporters: ['default', ['jest-leakguard/reporter', { formats: files }]] },
    })
    // Outside the root directory: below it, paths are relative.
    home = path.join(path.dirname(fixture.root), 'hidden-home')
    const env = { HOME: home }
    const run = await fixture.run({ args: ['-i', '--forceExit'], env })
    const github = await runLeakguard(fixture, ['report', 'leak-report/leaks.json', '--format', 'github'], {
      env,
    })
    told.push(['terminal', run.output], ['github', github.output])
    for (const name of written) told.push([name, await fixture.read(`leak-report/leaks.${name}`)])
  })

  test.each(['terminal', 'github', ...written])('%s shows nothing that was planted', (place) => {
    const text = told.find(([each]) => each === place)?.[1] ?? ''
    expect(text).toContain('secrets.test.js')
    expect(text.split('\n').filter((line) => isPlanted.test(line))).toEqual([])
    expect(text).not.toContain(fixture.root)
    expect(text).not.toContain(home)
  })

  test('nearly every row has left what it is about, be it told with another', () => {
    const report = JSON.parse(told.find(([place]) => place === 'json')?.[1] ?? '') as {
      files: { leaks: { owner: { path: string[] } }[] }[]
    }
    const owners = new Set(report.files.flatMap(({ leaks }) => leaks.map(({ owner }) => owner.path.join())))
    expect(owners.size).toBeGreaterThanOrEqual(planting.length - mostQuiet)
  })
})
