import { runJest } from '../support/run/run-jest'
import { postgres } from '../support/servers/postgres'

const transform = { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] }

const opening = `import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { Pool } from 'pg'
import {
  changeDirectory, fakeClock, serve, serveOnSocket, setEnv, startProcess, tempFolder, transaction, useResource,
} from 'jest-leakguard/fixtures'

describe('orders', () => {
  const pool = useResource(() => new Pool(JSON.parse(process.env.POSTGRES ?? '')), (pool) => pool.end(), { scope: 'describe' })
  const work = useResource(() => transaction(() => pool().connect()))

  test.each([1, 2])('run %i writes, and nobody sees it', async () => {
    const { client } = work()
    await client.query('CREATE TABLE leakguard_fixture_orders (id int)')
    const { rows } = await client.query('SELECT * FROM leakguard_fixture_orders')
    expect(rows).toEqual([])
  })
})

test('all of it in one test', async () => {
  let path = ''
  {
    await using folder = await tempFolder()
    await using api = await serve(createServer((_request, response) => response.end('hello')))
    await using socket = await serveOnSocket(createServer())
    await using child = await startProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    using env = setEnv({ LEAKGUARD_FIXTURE: 'set' })
    using directory = changeDirectory(folder.path)
    using clock = fakeClock({ doNotFake: ['nextTick', 'setImmediate'] })
    path = folder.path
    await clock.pass(10)
    expect([await (await fetch(api.url)).text(), process.env.LEAKGUARD_FIXTURE, process.cwd()]).toEqual(['hello', 'set', path])
    expect([socket.path, child.child.pid, env, directory]).toEqual([expect.any(String), expect.any(Number), {}, {}])
  }
  expect([existsSync(path), process.env.LEAKGUARD_FIXTURE]).toEqual([false, undefined])
})
`

test.each(['30', '29'] as const)(
  'Jest %s: what the fixtures open is closed, under the strict preset',
  async (jest) => {
    const run = await runJest({
      files: { 'a.test.ts': opening },
      config: { preset: 'jest-leakguard/strict', transform },
      env: { POSTGRES: JSON.stringify(postgres) },
      jest,
    })
    expect([run.code, run.code === 0 ? '' : run.output]).toEqual([0, ''])
    expect(run.json.numPassedTests).toBe(3)
  },
)

test('Nest, Fastify, Express and Koa are served and closed', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `require('reflect-metadata')
const { Module, Controller, Get } = require('@nestjs/common')
const { NestFactory } = require('@nestjs/core')
const { serve, useResource } = require('jest-leakguard/fixtures')

class Hello { hello() { return 'hello' } }
Controller()(Hello)
Get()(Hello.prototype, 'hello', Object.getOwnPropertyDescriptor(Hello.prototype, 'hello'))
class App {}
Module({ controllers: [Hello] })(App)

const apps = {
  nest: () => NestFactory.create(App, { logger: false }),
  fastify: () => require('fastify')().get('/', async () => 'hello'),
  express: () => require('express')().get('/', (_, response) => response.send('hello')),
  koa: () => new (require('koa'))().use((context) => { context.body = 'hello' }),
}
describe.each(Object.keys(apps))('%s', (name) => {
  const api = useResource(async () => serve(await apps[name]()))
  test('answers', async () => {
    expect(await (await fetch(api().url)).text()).toBe('hello')
  })
})
`,
    },
    config: { preset: 'jest-leakguard/strict' },
    jest: 'packages',
  })
  expect([run.code, run.code === 0 ? '' : run.output]).toEqual([0, ''])
  expect(run.json.numPassedTests).toBe(4)
})
