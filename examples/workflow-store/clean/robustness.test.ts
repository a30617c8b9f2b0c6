import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { WorkflowRun } from '../src/run'
import { type CustomType, customType } from '../src/codec'
import { addColumn, createTable } from '../src/sqlite/identifiers'
import { ConnectionPool } from '../src/sqlite/connection-pool'
import { SqliteBackend } from '../src/sqlite/sqlite-backend'
import { backendNames, storeIn } from '../test-support/backends'
import { orderRun } from '../test-support/runs'
import { useBackend, useBackends } from '../test-support/use-backend'

class Money {
  constructor(
    readonly cents: bigint,
    readonly currency: string,
  ) {}
}
const money: CustomType = customType(
  'Money',
  (value) => value instanceof Money,
  ({ cents, currency }) => ({ cents, currency }),
  ({ cents, currency }: { cents: bigint; currency: string }) => new Money(cents, currency),
)

describe.each(backendNames)('robustness: %s', (name) => {
  const { directory, open } = useBackends(name)

  test.each<[string, unknown]>([
    ['Date', new Date('2026-01-31T12:00:00.123Z')],
    [
      'Map',
      new Map<unknown, unknown>([
        ['a', 1],
        [2n, new Map()],
      ]),
    ],
    ['Set and bigint', new Set([1n, 2n ** 80n])],
    ['a user type', { total: new Money(1999n, 'EUR') }],
    ['numbers JSON cannot write', [Number.NaN, -0, Number.POSITIVE_INFINITY]],
    ['an object with the key of the codec', { $type: 'Date', data: 'not one' }],
  ])('%s comes back as it was', async (_, state) => {
    const backend = await open({ types: [money] })
    await backend.save(orderRun('a', { state }))

    expect((await backend.load('a'))?.state).toEqual(state)
  })

  test('what cannot be stored is refused, and the store stays as it was', async () => {
    const backend = await open()
    const circular: { self?: unknown } = {}
    circular.self = circular

    await expect(backend.save(orderRun('a', { state: circular }))).rejects.toMatchObject({ code: 'invalid' })
    await expect(backend.save(orderRun('a', { state: open }))).rejects.toMatchObject({ code: 'invalid' })
    expect(await backend.load('a')).toBeUndefined()
  })

  test.each<[string, Partial<WorkflowRun>]>([
    ['runId: expected a string of 1 to 200 characters, given ""', { runId: '' }],
    ['status: expected one of running, completed, failed, given "lost"', { status: 'lost' as 'failed' }],
    ['step: expected at most totalSteps (3), given 4', { step: 4 }],
    ['executionTimeMs: expected a number of at least 0, given null', { executionTimeMs: Number.NaN }],
  ])('a run with a wrong %s', async (message, changes) => {
    const backend = await open()

    await expect(backend.save(orderRun('a', changes))).rejects.toMatchObject({ code: 'invalid', message })
  })

  test('a damaged store is put aside, and a new one takes its place', async () => {
    const file = storeIn(directory(), name)
    const before = await open()
    await before.save(orderRun('a'))
    await before.close()
    writeFileSync(file, 'this is neither JSON nor a database, but it is long enough to be looked at')
    const log = jest.fn<unknown, [string]>()

    const backend = await open({ log })
    await backend.save(orderRun('b'))

    expect(log).toHaveBeenCalledWith(expect.stringMatching(/is damaged: moved to .*\.corrupt-\d+, /))
    expect(await backend.load('a')).toBeUndefined()
    const aside = readdirSync(directory()).find((entry) => entry.includes('.corrupt-')) ?? ''
    expect(readFileSync(join(directory(), aside), 'utf8')).toContain('neither JSON nor a database')
  })
})

describe('robustness: the SQLite file', () => {
  const { backend, directory, open } = useBackend('SqliteBackend')

  test('a backup takes the place of a damaged file', async () => {
    const saved = backend()
    if (!(saved instanceof SqliteBackend)) throw new TypeError('expected a SqliteBackend')
    await saved.save(orderRun('a'))
    await saved.backup()
    await saved.close()
    writeFileSync(storeIn(directory()), Buffer.alloc(8192, 'x'))

    const restored = await open()

    expect(await restored.load('a')).toMatchObject({ runId: 'a' })
  })

  test('an old schema is brought up to date with what it holds', async () => {
    const old = join(directory(), 'old.db')
    const database = new Database(old)
    database.exec(`
      CREATE TABLE workflow_runs (run_id TEXT PRIMARY KEY NOT NULL, workflow TEXT NOT NULL, status TEXT NOT NULL,
        step INTEGER NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
      INSERT INTO workflow_runs VALUES ('a', 'order', 'running', 0, '{"paid":true}', 1, 2);
      PRAGMA user_version = 1`)
    database.close()

    await using migrated = await SqliteBackend.open(old)

    expect(await migrated.load('a')).toMatchObject({
      state: { paid: true },
      totalSteps: 0,
      errorMessage: null,
    })
    await migrated.save(orderRun('a', { memoryUsageMb: 12.5 }))
    expect(await migrated.load('a')).toMatchObject({ memoryUsageMb: 12.5 })
  })

  test('a newer schema is left alone', async () => {
    const newer = join(directory(), 'newer.db')
    const database = new Database(newer)
    database.pragma('user_version = 99')
    database.close()

    await expect(SqliteBackend.open(newer)).rejects.toMatchObject({ code: 'newer-schema' })
    expect(existsSync(newer)).toBe(true)
  })

  test('a file that may not grow turns the store read-only; what is stored can still be read', async () => {
    const log = jest.fn<unknown, [string]>()
    await using small = await SqliteBackend.open(join(directory(), 'small.db'), { maxPages: 12, log })
    await small.save(orderRun('a'))

    await expect(small.save(orderRun('b', { state: 'x'.repeat(100_000) }))).rejects.toMatchObject({
      code: 'read-only',
    })
    expect(small.mode).toBe('read-only')
    expect(await small.load('a')).toMatchObject({ runId: 'a' })
    await expect(small.delete('a')).rejects.toMatchObject({ code: 'read-only' })
    expect(log).toHaveBeenCalledWith(expect.stringContaining('reading only'))
  })

  test.each(['', ':memory:'])('the path "%s" is refused', async (file) => {
    await expect(SqliteBackend.open(file)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('no identifier becomes SQL unchecked', () => {
    for (const name of ['a"b', '1a', 'sqlite_master', '', 'x'.repeat(64), 'runs; DROP TABLE runs'])
      expect(() => createTable(name, {})).toThrow('identifier: expected')
    expect(() => addColumn('runs', 'note', 'TEXT); DROP TABLE runs; --')).toThrow('column definition')
    expect(createTable('runs', { id: 'TEXT PRIMARY KEY NOT NULL', n: "TEXT DEFAULT 'none'" })).toBe(
      "CREATE TABLE runs (id TEXT PRIMARY KEY NOT NULL, n TEXT DEFAULT 'none') STRICT, WITHOUT ROWID",
    )
  })

  test('closing breaks off what was not given back, and says so', async () => {
    const other = await SqliteBackend.open(join(directory(), 'other.db'), { closeTimeoutMs: 5 })
    await other.save(orderRun('a'))
    const runs = other.list()
    await runs.next()
    const transaction = await other.begin()
    await transaction.save(orderRun('b'))

    await expect(other.close()).rejects.toThrow('2 connection(s)')

    expect(await runs.next()).toMatchObject({ done: true })
    await expect(transaction.commit()).rejects.toMatchObject({ code: 'closed' })
  })

  test('a reset closes the connections of all, and the next who opens gets new ones', async () => {
    await backend().save(orderRun('a'))
    await ConnectionPool.resetInstance()

    await expect(backend().load('a')).rejects.toMatchObject({ code: 'closed' })
    expect(await (await open()).load('a')).toMatchObject({ runId: 'a' })
  })
})

describe('robustness: the JSON file', () => {
  const { directory, open } = useBackends('FileBackend')

  // Windows knows no directories that nobody may write.
  const onPosix = process.platform === 'win32' ? test.skip : test

  onPosix('a directory that may not be written turns the store read-only; it can still be read', async () => {
    const log = jest.fn<unknown, [string]>()
    const backend = await open({ log })
    await backend.save(orderRun('a'))

    chmodSync(directory(), 0o555)
    try {
      await asNobody(async () => {
        await expect(backend.save(orderRun('b'))).rejects.toMatchObject({ code: 'read-only' })
        expect(backend.mode).toBe('read-only')
        expect(await backend.load('a')).toMatchObject({ runId: 'a' })
        await expect(backend.delete('a')).rejects.toMatchObject({ code: 'read-only' })
      })
    } finally {
      chmodSync(directory(), 0o755)
    }
    expect(log).toHaveBeenCalledWith(expect.stringContaining('reading only'))
  })
})

/** The superuser may write everywhere: he is somebody else meanwhile. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
