import { leaked, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { describePatterns, type Pattern } from '../support/cases/patterns'

/** Packages of a project: what they open late has none of its lines on the stack. */
const files = {
  'node_modules/discovery/package.json': '{ "name": "discovery", "version": "2.4.0" }',
  'node_modules/discovery/index.js': `
    const dgram = require('node:dgram')
    class Browser {
      sockets = []
      stopped = false
      start() {
        setTimeout(() => this.#bind(), 20)
        return this
      }
      #bind() {
        if (this.stopped) return
        for (const type of ['udp4', 'udp4']) {
          const socket = dgram.createSocket({ type, reuseAddr: true })
          this.sockets.push(socket.bind(0, '127.0.0.1'))
        }
      }
      stop() {
        this.stopped = true
        for (const socket of this.sockets.splice(0)) socket.close()
      }
    }
    exports.browse = () => new Browser().start()`,
  'node_modules/asking/package.json': '{ "name": "asking", "version": "7.1.0" }',
  'node_modules/asking/index.js': `
    const http = require('node:http')
    exports.ask = (answer) => new Promise((resolve) => {
      const server = http.createServer(answer).listen(0, () => {
        http.get({ port: server.address().port, agent: false }, (response) => {
          response.resume().on('end', () => server.close(resolve))
        })
      })
    })`,
  'node_modules/reaching/package.json': '{ "name": "reaching", "version": "1.2.0" }',
  'node_modules/reaching/index.js': `
    const { EventEmitter, once } = require('node:events')
    const net = require('node:net')
    exports.Link = class Link extends EventEmitter {
      constructor() {
        super()
        this.reach()
      }
      async reach() {
        await null
        const socket = net.connect(1, '127.0.0.1')
        await once(socket, 'error').catch(() => {})
        this.retry = setTimeout(() => this.reach(), 5000)
        this.emit('away')
      }
      close() {
        clearTimeout(this.retry)
      }
    }`,
}

const patterns: readonly Pattern[] = [
  {
    name: 'sockets that appear after the test',
    source: `
      const { browse } = require('discovery')
      describe('services', () => {
        test.each([1, 2])('are looked for, %i', () => {
          browse() // opened
        })
        test('are looked for and found', async () => {
          const browser = browse()
          await new Promise((done) => setTimeout(done, 50))
          expect(browser.sockets).toHaveLength(2)
          browser.stop()
        })
        test('are not looked for after all', () => {
          browse().stop()
        })
        test('are looked for at the very end', () => {
          browse() // last
        })
      })`,
    leaks: [
      ...[1, 2].map((n) => leakedSockets(`services › are looked for, ${n}`, 'opened')),
      leakedSockets('services › are looked for at the very end', 'last'),
    ],
  },
  {
    name: 'init called twice',
    source: `
      let timer
      const init = () => {
        timer = setInterval(() => {}, 1000) // opened
      }
      const stop = () => clearInterval(timer)
      afterEach(stop)
      test.each([1, 2, 3])('once, %i', () => init())
      test.each([1, 2, 3, 4, 5, 6])('twice, %i', () => {
        init()
        init()
      })
      test('again after a stop', () => {
        init()
        stop()
        init()
      })`,
    leaks: [1, 2, 3, 4, 5, 6].map((n) => leakedInterval({ test: `twice, ${n}` })),
  },
  {
    name: 'counts that cancel',
    source: `
      const net = require('node:net')
      const open = () => setInterval(() => {}, 1000)
      const listen = (done) => net.createServer().listen(0, done) // server
      let timers = []
      let server
      beforeAll((done) => {
        timers = [open(), open(), open()]
        server = listen(done)
      })
      test('gives back three and keeps three', () => {
        timers.forEach((timer) => clearInterval(timer))
        for (let i = 0; i < 3; i++) setInterval(() => {}, 1000) // opened
      })
      test('gives back one server and keeps another', (done) => {
        server.close()
        listen(done)
      })
      test('gives back what it takes', () => {
        const own = [open(), open(), open()]
        own.forEach((timer) => clearInterval(timer))
      })`,
    leaks: [
      {
        ...leakedInterval({ test: 'gives back three and keeps three' }),
        headline: 'this test leaked 3 timers: they were started here and never cleared',
      },
      leakedServer({ test: 'gives back one server and keeps another' }, 'server'),
    ],
  },
  {
    name: 'a retry loop of timers and sockets',
    source: `
      const net = require('node:net')
      const connect = (client) => {
        const socket = net.connect(1, '127.0.0.1')
        socket.on('error', () => {}).on('close', () => {
          if (!client.stopped) client.timer = setTimeout(() => connect(client), 300) // opened
        })
        return client
      }
      test('starts it', async () => {
        connect({ stopped: false })
        await new Promise((done) => setTimeout(done, 30))
      })
      test('is innocent', () => new Promise((done) => setTimeout(done, 400)))
      test('starts and stops it', async () => {
        const client = connect({ stopped: false })
        await new Promise((done) => setTimeout(done, 30))
        client.stopped = true
        clearTimeout(client.timer)
      })`,
    leaks: [
      {
        owner: { test: 'starts it' },
        headline: 'this test leaked a timer: it was started here and never cleared',
        help: 'keep what `setTimeout()` returns and call `clearTimeout(timer)` in `afterEach`',
      },
    ],
  },
  {
    name: 'a client that a request opens',
    source: `
      const { once } = require('node:events')
      const { ask } = require('asking')
      const { Link } = require('reaching')
      const answer = (use) => async (request, response) => {
        await null
        const link = new Link() // opened
        await once(link, 'away')
        use(link)
        response.end()
      }
      test('keeps it', () => ask(answer(() => {})))
      test('closes it', () => ask(answer((link) => link.close())))`,
    leaks: [
      {
        owner: { test: 'keeps it' },
        headline: 'this test leaked a timer: it was started here and never cleared',
        help: 'in `afterEach`: `await link.close()`',
      },
    ],
  },
]

function leakedSockets(test: string, mark: string): Pattern['leaks'][number] {
  return {
    ...leaked({ test }, '2 UDP sockets: they were opened here and never closed', 'socket.close()', mark),
    help: 'in `afterEach`: shut down the object of discovery that opened it, by its own call',
  }
}

describePatterns(patterns, {
  files,
  more: (run) => {
    test('the package that opened it is named, not the one whose request led there', () => {
      expect(run().messageOf('keeps it')).toContain('via:     reaching 1.2.0')
      expect(run().messageOf('keeps it')).not.toContain('asking')
    })
  },
})
