import { describeTypes } from '../support/cases/describe-types'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import { runJest } from '../support/run/run-jest'
import { tlsOptions } from '../support/servers/tls-options'
import { httpFamily } from '../types/http'

let servers: HttpServers
beforeAll(async () => {
  servers = await startHttpServers()
})
afterAll(() => servers.close())

describe.each(['HTTP', 'HTTPS'] as const)('%s', (scheme) => {
  test('a kept-alive connection is the leak of the test whose request is open on it', async () => {
    const module = `node:${scheme.toLowerCase()}`
    const run = await runJest({
      env: servers.ports,
      config: { preset: 'jest-leakguard' },
      files: {
        'a.test.js': `
          const { once } = require('node:events')
          const { Agent, request } = require('${module}')
          ${tlsOptions}
          const agent = new Agent({ keepAlive: true, ...clientTls })
          const ask = (path) => request({ port: process.env.${scheme}, host: '127.0.0.1', path, agent })
          const get = async (path) => {
            const [response] = await once(ask(path).end(), 'response')
            await once(response.resume(), 'close')
          }
          afterAll(() => new Promise((done) => setTimeout(done, 20)))
          test('reads the answer', () => get('/'))
          test('does not wait for it', async () => {
            const open = ask('/silent')
            open.on('error', () => {})
            expect(await once(open.end(), 'socket').then(() => open.reusedSocket)).toBe(true)
          })`,
      },
    })
    expect(run.test('reads the answer').status).toBe('passed')
    expect(run.messageOf('does not wait for it')).toContain(
      `request: GET ${scheme.toLowerCase()}://127.0.0.1`,
    )
  })
})

describeTypes(httpFamily, { options: () => ({ env: servers.ports }) })
