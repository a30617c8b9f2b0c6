import { nodeLines, runJest } from '../support/run/run-jest'

/** From Node 24 on, what a tick throws and nobody catches leaves the process in the async context of that tick. */
const thrower = `
  test('throws in a tick', async () => {
    process.nextTick(() => {
      throw new Error('thrown in a tick')
    })
    await new Promise((done) => setTimeout(done, 20))
  })`

const healthy = `
  const { once } = require('node:events')
  const http = require('node:http')
  let server
  beforeAll(async () => {
    server = http.createServer((request, response) => setTimeout(() => response.end('answered'), 400))
    await once(server.listen(0), 'listening')
  })
  afterAll(() => new Promise((done) => server.close(done)))
  test.each([1, 2, 3])('is answered %i', async () => {
    const [response] = await once(http.get({ port: server.address().port, agent: false }), 'response')
    let text = ''
    for await (const chunk of response) text += chunk
    expect(text).toBe('answered')
  })`

const leaking = `
  const { once } = require('node:events')
  const net = require('node:net')
  test('leaves a connection', async () => {
    const server = net.createServer().listen(0)
    await once(server, 'listening')
    await once(net.connect(server.address().port), 'connect')
  })`

test.each(nodeLines)(
  'connections that come after an error of a tick are those of their server: Node %s',
  async (node) => {
    const run = await runJest({
      node,
      files: {
        'a.test.js': thrower,
        'b.test.js': healthy,
        'c.test.js': leaking,
        'in-order.js': `
        const Sequencer = require('@jest/test-sequencer').default
        module.exports = class extends Sequencer {
          sort = (tests) => [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))
        }`,
      },
      config: { preset: 'jest-leakguard', testSequencer: '<rootDir>/in-order.js' },
      args: ['-i'],
    })

    expect(run.messageOf('throws in a tick')).toContain('thrown in a tick')
    for (const n of [1, 2, 3]) expect(run.messageOf(`is answered ${n}`)).toBe('')
    expect(run.messageOf('leaves a connection')).toContain('this test leaked a TCP server')
    expect(run.output).not.toContain('after the end of their file')
  },
)
