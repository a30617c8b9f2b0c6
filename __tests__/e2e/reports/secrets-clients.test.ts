import { installLibraries } from '../support/install/libraries'
import { createFixture, type Fixture } from '../support/run/run-jest'

const secrets = {
  inUrl: 'hidden-in-url',
  inQuery: 'hidden-in-query',
  inHeader: 'hidden-in-header',
  inArgument: 'hidden-in-argument',
  inVariable: 'hidden-in-variable',
  inOptions: 'hidden-in-options',
  inStatement: 'hidden-in-statement',
}

const formats = ['json', 'markdown', 'sarif', 'junit', 'ctrf', 'gitlab']
const written = ['json', 'md', 'sarif', 'junit.xml', 'ctrf.json', 'gitlab.json']

/** Every test leaks something that knows a secret; servers that refuse or never answer will do. */
const source = `
  const { spawn } = require('node:child_process')
  const http = require('node:http')
  const net = require('node:net')
  const { setTimeout: sleep } = require('node:timers/promises')
  const silent = net.createServer((socket) => socket.on('error', () => {}))
  let port
  beforeAll(async () => {
    await new Promise((done) => silent.listen(0, '127.0.0.1', done))
    port = silent.address().port
  })
  afterAll(() => silent.close())
  const at = (scheme) => scheme + '://user:${secrets.inUrl}@127.0.0.1:' + port
  const leave = (opened) => {
    opened?.on?.('error', () => {})
    opened?.catch?.(() => {})
    return sleep(50)
  }

  test('mysql2 pool', () => {
    const pool = require('mysql2').createPool({ uri: at('mysql') + '/shop', password: '${secrets.inOptions}' })
    pool.query("select '${secrets.inStatement}'", () => {})
    return leave(pool)
  })
  test('mysql2 connection', () => leave(require('mysql2').createConnection(at('mysql') + '/shop')))
  test('ioredis', () => leave(new (require('ioredis').Redis)(at('redis') + '/1?token=${secrets.inQuery}')))
  test('redis', () => {
    const client = require('redis').createClient({ url: at('redis') })
    client.on('error', () => {})
    return leave(client.connect())
  })
  test('mongodb', () => {
    const { MongoClient } = require('mongodb')
    return leave(new MongoClient(at('mongodb') + '/?authMechanismProperties=TOKEN:${secrets.inQuery}&authMechanism=PLAIN').connect())
  })
  test('amqplib', () => leave(require('amqplib').connect(at('amqp'))))
  test('undici', () => {
    const url = 'http://127.0.0.1:' + port + '/?token=${secrets.inQuery}'
    return leave(require('undici').request(url, { headers: { authorization: 'Bearer ${secrets.inHeader}' } }))
  })
  test('fetch', () => leave(fetch('http://127.0.0.1:' + port + '/?api_key=${secrets.inQuery}')))
  test('http', () => leave(http.get(at('http') + '/orders?session=${secrets.inQuery}')))
  test('child process', () => {
    const idle = 'setInterval(() => {}, 1000)'
    return leave(spawn(process.execPath, ['-e', idle, '--', '--password=${secrets.inArgument}', '--token', '${secrets.inArgument}',
      at('postgres'), 'API_KEY=${secrets.inVariable}'], { env: { ...process.env, API_KEY: '${secrets.inVariable}' } }))
  })`

async function readReports(fixture: Fixture): Promise<string> {
  const texts = await Promise.all(written.map((name) => fixture.read(`leak-report/leaks.${name}`)))
  return texts.join('\n')
}

/** Jest and the reports show the lines around the one that opened it, as they stand in the file. */
const withoutSource = (text: string, lines: readonly string[]): string =>
  lines.reduce((rest, line) => rest.replaceAll(line, ''), text)

describe('clients, requests and processes that know a secret', () => {
  let libraries: string
  beforeAll(async () => {
    libraries = await installLibraries()
  })

  test.each(['jest-leakguard', 'jest-leakguard/strict'])('%s prints and records none', async (preset) => {
    const fixture = await createFixture({
      files: { 'secrets.test.js': source },
      config: {
        preset,
        modulePaths: [libraries],
        reporters: ['default', ['jest-leakguard/reporter', { formats }]],
      },
    })
    const run = await fixture.run({ args: ['-i', '--forceExit'] })
    const { assertionResults } = run.file('secrets.test.js')
    expect(assertionResults.filter(({ status }) => status !== 'failed').map(({ title }) => title)).toEqual([])

    const printed = run.output
      .split('\n')
      .filter((line) => !/^\s*>?\s*\d+ \|/.test(line))
      .join('\n')
    const lines = source.split('\n').filter((line) => /hidden-in/.test(line))
    const quoted = lines.flatMap((line) => [line, JSON.stringify(line).slice(1, -1)])
    const recorded = withoutSource(await readReports(fixture), quoted)
    for (const secret of Object.values(secrets)) {
      expect(printed).not.toContain(secret)
      expect(recorded).not.toContain(secret)
    }
  })
})
