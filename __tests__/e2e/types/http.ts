import { tlsOptions } from '../support/servers/tls-options'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const agent: ExpectedType = {
  type: 'http-agent',
  headline: 'a keep-alive agent: it was created here and never destroyed',
  rows: {
    agent: '1 idle socket to 127.0.0.1:<port>',
    help: '`agent.destroy()` in `afterEach`',
    closed: 'destroyed',
  },
}

const response = (rows: Record<string, string>, help: string): ExpectedType => ({
  type: 'http-response',
  headline: 'an HTTP response: it was requested here and never read',
  rows: { ...rows, help, closed: 'destroyed' },
})

const beingRead = (rows: Record<string, string>, help: string): ExpectedType => ({
  ...response(rows, help),
  headline: 'an HTTP response: it was requested here and is still being read',
})

const resume = 'read the body to its end, or `response.destroy()` in `afterEach`'
const cancel = 'read the body (`await response.text()`) or drop it: `await response.body?.cancel()`'

const unanswered: ExpectedType = {
  type: 'tcp-socket',
  headline: 'a TCP connection: it was opened here and never closed',
  rows: {
    request: 'GET http://127.0.0.1:<port>/silent',
    help: '`request.destroy()` in `afterEach`',
    closed: 'destroyed',
  },
}

const session: ExpectedType = {
  type: 'http2-session',
  headline: 'an HTTP/2 session: it was opened here and never closed',
  rows: {
    peer: '127.0.0.1:<port>',
    help: '`await new Promise((done) => session.close(done))` in `afterEach`',
    closed: 'destroyed',
  },
}

const stream: ExpectedType = {
  type: 'http2-stream',
  headline: 'an HTTP/2 stream: it was opened here and never closed',
  rows: { help: '`stream.close()` in `afterEach`', closed: 'closed' },
}

const cases: readonly TypeCase[] = [
  {
    name: 'keep-alive agent',
    leaks: `
      const agent = new http.Agent({ keepAlive: true }) // opened
      await get({ port: HTTP, agent })`,
    clean: {
      destroyed: `
      const agent = new http.Agent({ keepAlive: true })
      await get({ port: HTTP, agent })
      agent.destroy()`,
      'without keep-alive': `
      await get({ port: HTTP, agent: new http.Agent() })`,
      'never used': `
      keep.push(new http.Agent({ keepAlive: true }))`,
      'without agent': `
      await get({ port: HTTP, agent: false })`,
      'global agent': `
      await get({ port: HTTP })`,
    },
    expected: agent,
  },
  {
    name: 'agent with several sockets',
    leaks: `
      const agent = new http.Agent({ keepAlive: true }) // opened
      await Promise.all([get({ port: HTTP, agent }), get({ port: HTTP, agent }), get({ port: HTTP, agent })])`,
    clean: {
      destroyed: `
      const agent = new http.Agent({ keepAlive: true })
      await Promise.all([get({ port: HTTP, agent }), get({ port: HTTP, agent }), get({ port: HTTP, agent })])
      agent.destroy()`,
    },
    expected: { ...agent, rows: { ...agent.rows, agent: '3 idle sockets to 127.0.0.1:<port>' } },
  },
  {
    name: 'shared agent',
    setup: `
      let agent
      beforeAll(() => {
        agent = new http.Agent({ keepAlive: true })
      })
      afterAll(() => agent.destroy())`,
    leaks: `
      await get({ port: HTTP, agent })`,
    clean: {
      'uses it again': `
      await get({ port: HTTP, agent })`,
    },
    expected: [],
  },
  {
    name: 'HTTPS agent',
    leaks: `
      const agent = new https.Agent({ keepAlive: true, ...clientTls }) // opened
      await get({ port: HTTPS, agent }, https)`,
    clean: {
      destroyed: `
      const agent = new https.Agent({ keepAlive: true, ...clientTls })
      await get({ port: HTTPS, agent }, https)
      agent.destroy()`,
    },
    expected: agent,
  },
  {
    name: 'response never read',
    leaks: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/large?token=t0p', agent: false }) // opened
      await once(request, 'response')`,
    clean: {
      resumed: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/large', agent: false })
      const [response] = await once(request, 'response')
      response.resume()
      await once(response, 'close')`,
      destroyed: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/large', agent: false })
      await once(request, 'response')
      request.destroy()`,
      'without a listener': `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/large', agent: false })
      await once(request, 'close')`,
    },
    expected: response({ request: 'GET http://127.0.0.1:<port>/large' }, resume),
  },
  {
    name: 'HTTPS response never read',
    leaks: `
      const request = https.get({ port: HTTPS, host: '127.0.0.1', path: '/large', agent: false, ...clientTls }) // opened
      await once(request, 'response')`,
    clean: {
      resumed: `
      const request = https.get({ port: HTTPS, host: '127.0.0.1', path: '/large', agent: false, ...clientTls })
      const [response] = await once(request, 'response')
      response.resume()
      await once(response, 'close')`,
    },
    expected: response({ request: 'GET https://127.0.0.1:<port>/large' }, resume),
  },
  {
    name: 'response that is being read',
    leaks: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/endless', agent: false }) // opened
      const [response] = await once(request, 'response')
      await once(response, 'data')`,
    clean: {
      'destroyed while it is read': `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/endless', agent: false })
      const [response] = await once(request, 'response')
      await once(response, 'data')
      response.destroy()`,
    },
    expected: beingRead(
      { request: 'GET http://127.0.0.1:<port>/endless' },
      'wait for the end of the body, or `response.destroy()` in `afterEach`',
    ),
  },
  {
    name: 'fetch body that is being read',
    leaks: `
      const { body } = await fetch('http://127.0.0.1:' + HTTP + '/endless') // opened
      const reader = body.getReader()
      keep.push(reader)
      expect((await reader.read()).done).toBe(false)`,
    clean: {
      'cancelled by its reader': `
      const { body } = await fetch('http://127.0.0.1:' + HTTP + '/endless')
      const reader = body.getReader()
      expect((await reader.read()).done).toBe(false)
      await reader.cancel()`,
      'left in the middle of a loop': `
      const { body } = await fetch('http://127.0.0.1:' + HTTP + '/endless')
      for await (const chunk of body) break`,
    },
    expected: beingRead(
      { peer: '127.0.0.1:<port>' },
      'wait for the end of the body, or `await reader.cancel()` in `afterEach`',
    ),
  },
  {
    name: 'request without an answer',
    leaks: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/silent', agent: false }) // opened
      request.on('error', () => {})
      await once(request, 'finish')`,
    clean: {
      aborted: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/silent', agent: false })
      request.on('error', () => {})
      await once(request, 'finish')
      request.destroy()`,
    },
    expected: unanswered,
  },
  {
    name: 'fetch never answered',
    leaks: `
      keep.push(fetch('http://127.0.0.1:' + HTTP + '/silent').catch(() => {})) // opened
      await new Promise((done) => setTimeout(done, 50))`,
    clean: {
      aborted: `
      const controller = new AbortController()
      const answer = fetch('http://127.0.0.1:' + HTTP + '/silent', { signal: controller.signal }).catch(() => {})
      await new Promise((done) => setTimeout(done, 50))
      controller.abort()
      await answer`,
    },
    expected: {
      type: 'http-response',
      headline: 'an HTTP request: it was sent here and never answered',
      rows: {
        peer: '127.0.0.1:<port>',
        help: 'give `fetch()` a `signal`, and `controller.abort()` in `afterEach`',
        closed: 'destroyed',
      },
    },
  },
  {
    name: 'fetch body never read',
    leaks: `
      keep.push(await fetch('http://127.0.0.1:' + HTTP + '/large')) // opened`,
    clean: {
      read: `
      await (await fetch('http://127.0.0.1:' + HTTP + '/large')).text()`,
      cancelled: `
      await (await fetch('http://127.0.0.1:' + HTTP + '/large')).body.cancel()`,
      small: `
      await (await fetch('http://127.0.0.1:' + HTTP)).text()`,
      aborted: `
      const controller = new AbortController()
      const response = await fetch('http://127.0.0.1:' + HTTP + '/large', { signal: controller.signal })
      controller.abort()
      await response.text().catch(() => {})`,
    },
    expected: response({ peer: '127.0.0.1:<port>' }, cancel),
  },
  {
    name: 'global socket used again',
    first: {
      'reads its answer': `
      await get({ port: HTTP, path: '/first' })`,
    },
    leaks: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/large' }) // opened
      await once(request, 'response')`,
    clean: {},
    expected: response({ request: 'GET http://127.0.0.1:<port>/large' }, resume),
  },
  {
    name: 'socket of a shared agent used again',
    setup: `
      let agent
      beforeAll(() => {
        agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      })`,
    first: {
      'reads its answer': `
      await get({ port: HTTP, agent })`,
    },
    leaks: `
      const request = http.get({ port: HTTP, host: '127.0.0.1', path: '/silent', agent }) // opened
      request.on('error', () => {})
      await once(request, 'finish')`,
    clean: {},
    expected: unanswered,
  },
  {
    name: 'socket of fetch used again',
    first: {
      'reads its answer': `
      await (await fetch('http://127.0.0.1:' + HTTP)).text()`,
    },
    leaks: `
      keep.push(await fetch('http://127.0.0.1:' + HTTP + '/large')) // opened`,
    clean: {},
    expected: response({ peer: '127.0.0.1:<port>' }, cancel),
  },
  {
    name: 'HTTP/2 session',
    leaks: `
      await once(http2.connect('http://127.0.0.1:' + HTTP2), 'connect') // opened`,
    clean: {
      closed: `
      const session = http2.connect('http://127.0.0.1:' + HTTP2)
      await once(session, 'connect')
      await new Promise((done) => session.close(done))`,
      'closed without waiting': `
      const session = http2.connect('http://127.0.0.1:' + HTTP2)
      await once(session, 'connect')
      session.close()`,
      'destroyed at once': `
      http2.connect('http://127.0.0.1:' + HTTP2).destroy()`,
      'after a request': `
      const session = http2.connect('http://127.0.0.1:' + HTTP2)
      await once(session.request({ ':path': '/' }).resume(), 'close')
      session.close()`,
    },
    expected: session,
  },
  {
    name: 'secure HTTP/2 session',
    leaks: `
      await once(http2.connect('https://127.0.0.1:' + HTTP2S, clientTls), 'connect') // opened`,
    clean: {
      closed: `
      const session = http2.connect('https://127.0.0.1:' + HTTP2S, clientTls)
      await once(session, 'connect')
      await new Promise((done) => session.close(done))`,
    },
    expected: { ...session, rows: { ...session.rows, peer: 'https://127.0.0.1:<port>' } },
  },
  {
    name: 'stream of a shared HTTP/2 session',
    setup: `
      let session
      beforeAll(async () => {
        session = http2.connect('http://127.0.0.1:' + HTTP2)
        await once(session, 'remoteSettings')
      })
      afterAll(() => session.close())`,
    leaks: `
      const stream = session.request({ ':path': '/silent' }) // opened
      stream.on('error', () => {})`,
    clean: {
      'read to the end': `
      const stream = session.request({ ':path': '/' }).resume()
      await once(stream, 'close')`,
      closed: `
      const stream = session.request({ ':path': '/silent' })
      stream.close()`,
    },
    expected: stream,
  },
  {
    name: 'HTTP/2 response never read',
    setup: `
      let session
      beforeAll(async () => {
        session = http2.connect('http://127.0.0.1:' + HTTP2)
        await once(session, 'remoteSettings')
      })
      afterAll(() => session.close())`,
    leaks: `
      const stream = session.request({ ':path': '/large' }) // opened
      await once(stream.on('error', () => {}), 'response')
      stream.pause()`,
    clean: {
      'read to the end': `
      const stream = session.request({ ':path': '/large' })
      for await (const _ of stream);`,
    },
    expected: stream,
  },
]

export const httpFamily: TypeFamily = {
  name: 'http',
  prelude: `
    const { once } = require('node:events')
    const http = require('node:http')
    const https = require('node:https')
    const http2 = require('node:http2')
    const { HTTP, HTTPS, HTTP2, HTTP2S } = process.env
    ${tlsOptions}
    const keep = []
    const get = (options, { get } = http) => new Promise((done, failed) => {
      const request = get({ host: '127.0.0.1', ...options }, (response) => response.resume().on('close', done))
      request.on('error', failed)
    })`,
  cases,
}
