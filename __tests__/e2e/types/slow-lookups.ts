import type { TypeFamily } from '../support/cases/type-cases'

/** Lookups wait for a thread; with a single one, a derivation of about a second makes them slow. */
export const slowLookupsFamily: TypeFamily = {
  name: 'slow-lookups',
  prelude: `
    const crypto = require('node:crypto')
    const dns = require('node:dns')
    const net = require('node:net')
    const occupyThread = () => crypto.pbkdf2('password', 'salt', 1_000_000, 64, 'sha512', () => {})`,
  cases: [
    {
      name: 'lookup',
      leaks: `
      occupyThread()
      dns.lookup('localhost', () => {}) // opened
      dns.promises.lookupService('127.0.0.1', 80).catch(() => {}) // service`,
      clean: {},
      expected: ['opened', 'service'].map((mark) => ({
        type: 'dns-request',
        headline: 'a DNS request: it was sent here and never answered',
        rows: {
          name: mark === 'opened' ? 'localhost' : '127.0.0.1',
          help: 'wait for its answer before the test ends',
        },
        mark,
      })),
    },
    {
      name: 'lookup of a socket',
      leaks: `
      occupyThread()
      net.connect(9, 'localhost').on('error', () => {}) // opened`,
      clean: {
        destroyed: `
      net.connect(9, 'localhost').destroy()`,
      },
      expected: {
        type: 'tcp-socket',
        headline: 'a TCP connection: it was opened here and never closed',
        rows: { state: 'still connecting', help: '`socket.destroy()` in `afterEach`', closed: 'destroyed' },
      },
    },
  ],
}
