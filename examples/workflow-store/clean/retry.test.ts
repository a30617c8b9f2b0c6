import Database from 'better-sqlite3'
import { managed } from 'jest-leakguard/fixtures'
import { type Retry, type RetryPolicy, withRetry } from '../src/retry'
import { SqliteBackend } from '../src/sqlite/sqlite-backend'
import { storeIn } from '../test-support/backends'
import { orderRun } from '../test-support/runs'
import { useBackends } from '../test-support/use-backend'

const quick: RetryPolicy = { attempts: 3, baseDelayMs: 1, maxDelayMs: 2 }
const patient: RetryPolicy = { attempts: 1000, baseDelayMs: 1, maxDelayMs: 5 }

describe('retry: the wrapper', () => {
  const always = () => true

  function failing(times: number): () => number {
    let calls = 0
    return () => {
      if (++calls <= times) throw new Error(`failure ${calls}`)
      return calls
    }
  }

  test('does not repeat what succeeds', async () => {
    expect(await withRetry('save', always, quick, failing(0))).toBe(1)
  })

  test.each([1, 2])('succeeds after %d failures', async (failures) => {
    expect(await withRetry('save', always, quick, failing(failures))).toBe(failures + 1)
  })

  test('throws the last failure when all attempts are used up', async () => {
    await expect(withRetry('save', always, quick, failing(9))).rejects.toThrow('failure 3')
  })

  test('throws at once what will not pass by itself', async () => {
    await expect(withRetry('save', () => false, quick, failing(9))).rejects.toThrow('failure 1')
  })

  test('tells of every attempt that is repeated', async () => {
    const retries: Retry[] = []
    await withRetry('save', always, { ...quick, log: (retry) => retries.push(retry) }, failing(2))

    expect(retries).toMatchObject([
      { operation: 'save', attempt: 1, error: new Error('failure 1') },
      { operation: 'save', attempt: 2, error: new Error('failure 2') },
    ])
  })

  test('doubles its pauses up to the longest', async () => {
    const delays: number[] = []
    const policy = { attempts: 5, baseDelayMs: 1, maxDelayMs: 4, jitter: 0 }
    await withRetry('save', always, { ...policy, log: ({ delayMs }) => delays.push(delayMs) }, failing(4))

    expect(delays).toEqual([1, 2, 4, 4])
  })

  test('leaves a part of each pause to chance', async () => {
    const delays: number[] = []
    const policy = { attempts: 9, baseDelayMs: 4, maxDelayMs: 4, jitter: 0.5 }
    await withRetry('save', always, { ...policy, log: ({ delayMs }) => delays.push(delayMs) }, failing(8))

    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...delays)).toBeLessThanOrEqual(4)
    expect(new Set(delays).size).toBeGreaterThan(1)
  })

  test('waits for asynchronous operations', async () => {
    const operation = failing(1)
    expect(await withRetry('save', always, quick, () => Promise.resolve(operation()))).toBe(2)
  })
})

describe('retry: a database that others lock', () => {
  const { directory, open } = useBackends('SqliteBackend')
  const manage = managed()

  /** Another program that has begun to write. */
  function lock(): Database.Database {
    const rival = manage(new Database(storeIn(directory())), (database) => database.close())
    rival.exec('BEGIN IMMEDIATE')
    return rival
  }

  test('saving waits until the lock is gone', async () => {
    const rivals: Database.Database[] = []
    // Gives way once the backend has found the file locked.
    const backend = await open({ retry: { ...patient, log: () => rivals.pop()?.exec('COMMIT') } })
    rivals.push(lock())

    await backend.save(orderRun('a'))

    expect(await backend.load('a')).toBeDefined()
    expect(rivals).toEqual([])
  })

  test('saving gives up with an error that says so', async () => {
    const backend = await open({ retry: quick })
    lock()

    await expect(backend.save(orderRun('a'))).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('is locked by others') as unknown,
      cause: { code: 'SQLITE_BUSY' },
    })
  })

  test('a transaction that cannot begin leaves nothing behind', async () => {
    const backend = await open({ retry: quick })
    const rival = lock()

    await expect(backend.begin()).rejects.toMatchObject({ code: 'busy' })
    rival.exec('ROLLBACK')
    await backend.save(orderRun('a'))
    expect(await backend.load('a')).toBeDefined()
  })

  test('loading is not disturbed by a writer', async () => {
    const backend = await open({ retry: quick })
    await backend.save(orderRun('a'))
    lock()

    expect(await backend.load('a')).toMatchObject({ runId: 'a' })
  })

  test('retries are logged in words', async () => {
    const log = jest.fn<unknown, [string]>()
    const backend = await open({ retry: quick, log })
    lock()

    await expect(backend.save(orderRun('a'))).rejects.toThrow()
    expect(log).not.toHaveBeenCalledWith(expect.stringContaining('undefined'))
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^save is busy: attempt 1, next in \d ms$/)],
      [expect.stringMatching(/^save is busy: attempt 2, next in \d ms$/)],
    ])
  })
})

describe('retry: connections that are all in use', () => {
  const { directory, open } = useBackends('SqliteBackend')

  test('whoever needs the writer waits for it', async () => {
    const backend = await open()
    const transaction = await backend.begin()
    const saving = backend.save(orderRun('b'))
    await transaction.save(orderRun('a'))
    await transaction.commit()
    await saving

    expect([await backend.load('a'), await backend.load('b')]).toMatchObject([{ runId: 'a' }, { runId: 'b' }])
  })

  test('nobody waits for ever', async () => {
    const backend = await open({ acquireTimeoutMs: 5 })
    const transaction = await backend.begin()

    await expect(backend.save(orderRun('a'))).rejects.toThrow('no writer became free within 5 ms')
    await transaction.rollback()
  })

  test('there are never more connections than allowed', async () => {
    await using backend = await SqliteBackend.open(storeIn(directory()), { readers: 2 })
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => backend.save(orderRun(id))))
    await Promise.all(Array.from({ length: 10 }, () => backend.load('a')))

    expect(backend.counts).toEqual({ open: 3, lent: 0, waiting: 0 })
  })

  test('a reader is given back when an iteration ends early', async () => {
    await using backend = await SqliteBackend.open(storeIn(directory()), { readers: 1, acquireTimeoutMs: 50 })
    await backend.save(orderRun('a'))
    for await (const { runId } of backend.list()) if (runId === 'a') break

    expect(await backend.load('a')).toBeDefined()
    expect(backend.counts).toMatchObject({ lent: 0 })
  })

  test('two backends of one file share their connections', async () => {
    await using one = await SqliteBackend.open(storeIn(directory()))
    await using two = await SqliteBackend.open(storeIn(directory()))

    expect(two.counts).toEqual(one.counts)
    await one.close()
    await two.save(orderRun('a'))
    expect(await two.load('a')).toBeDefined()
  })

  test.each([0, 65, 1.5])('%d readers make no sense', async (readers) => {
    await expect(open({ readers })).rejects.toMatchObject({ code: 'invalid' })
  })
})
