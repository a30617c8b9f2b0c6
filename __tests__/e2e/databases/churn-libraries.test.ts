import { onlyIf } from '../../support/only-if'
import { installLibraries } from '../support/install/libraries'
import { isReachable } from '../support/servers/reachable'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

/** For each library: a helper that opens and closes one with every call, and one that is used again. */
const clients = [
  {
    name: 'mysql2',
    port: 3306,
    what: 'MySQL pools',
    open: `require('mysql2/promise').createPool({ host: '127.0.0.1', user: 'root', database: 'test' })`,
    use: `query('select 1')`,
    close: 'end()',
  },
  {
    name: 'ioredis',
    port: 6379,
    what: 'Redis clients',
    open: `new (require('ioredis').Redis)(6379, '127.0.0.1')`,
    use: 'ping()',
    close: 'quit()',
  },
  {
    name: 'redis',
    port: 6379,
    what: 'Redis clients',
    open: `await require('redis').createClient({ url: 'redis://127.0.0.1:6379' }).connect()`,
    use: 'ping()',
    close: 'close()',
  },
]

const sourceOf = ({ open, use, close }: (typeof clients)[number]): string => `
  const once = async () => {
    const opened = ${open}
    await opened.${use}
    await opened.${close}
  }
  test('one per call', async () => {
    for (let i = 0; i < 6; i++) await once()
  })
  test('one for all calls', async () => {
    const opened = ${open}
    for (let i = 0; i < 6; i++) await opened.${use}
    await opened.${close}
  })
  test('not put to use', async () => {
    for (let i = 0; i < 6; i++) await Promise.resolve(${open.replace(/^await |\.connect\(\)$/g, '').replace("'127.0.0.1')", '{ lazyConnect: true })')})
  })`

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries()
})

for (const library of clients) {
  const { name, port, what } = library
  const { test: declare } = onlyIf(isReachable(port), `nothing answers on 127.0.0.1:${port}`)
  declare(`${name}, with a server on 127.0.0.1:${port}`, async () => {
    const run = await runJest({
      files: { 'a.test.js': sourceOf(library) },
      config: { preset: 'jest-leakguard/strict', modulePaths: [libraries] },
    })
    const [{ message, assertionResults }] = [run.file('a.test.js')]
    expect(reportedLeaks(message)).toMatchObject([
      {
        owner: 'one per call',
        headline: `this test made 6 ${what}: they were created here and closed one after the other`,
        opened: 'a.test.js:3',
      },
    ])
    expect(assertionResults.map(({ status }) => status)).toEqual(['failed', 'passed', 'passed'])
  })
}
