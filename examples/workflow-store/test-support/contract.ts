import type { StateBackend } from '../src/backend'
import { orderRun } from './runs'

/** What every backend must do. `open` is called for each test, on an empty store. */
export function describeContract(backend: () => StateBackend): void {
  test('loads what was saved', async () => {
    const run = orderRun('a', { errorMessage: 'none', executionTimeMs: 1.5, memoryUsageMb: 42.25, step: 1 })
    await backend().save(run)

    expect(await backend().load('a')).toEqual(run)
  })

  test('knows nothing of a run that was never saved', async () => {
    expect(await backend().load('unknown')).toBeUndefined()
  })

  test('saving again replaces', async () => {
    await backend().save(orderRun('a'))
    await backend().save(orderRun('a', { status: 'completed', step: 3 }))

    expect(await backend().load('a')).toMatchObject({ status: 'completed', step: 3 })
  })

  test('lists the newest first, and by status', async () => {
    await backend().save(orderRun('old', { updatedAt: 1 }))
    await backend().save(orderRun('new', { updatedAt: 3, status: 'failed' }))
    await backend().save(orderRun('middle', { updatedAt: 2 }))

    expect(await idsOf(backend().list())).toEqual(['new', 'middle', 'old'])
    expect(await idsOf(backend().list({ status: 'running' }))).toEqual(['middle', 'old'])
  })

  test('deletes', async () => {
    await backend().save(orderRun('a'))

    expect([await backend().delete('a'), await backend().delete('a')]).toEqual([true, false])
    expect(await backend().load('a')).toBeUndefined()
  })

  test('updates loses nothing of what happens at the same time', async () => {
    await backend().save(orderRun('a', { state: 0 }))
    const update = () => backend().update('a', (run) => ({ ...run, state: Number(run.state) + 1 }))

    await Promise.all(Array.from({ length: 8 }, update))

    expect(await backend().load('a')).toMatchObject({ state: 8 })
  })

  test('commits a transaction', async () => {
    await backend().transaction(async (transaction) => {
      await transaction.save(orderRun('a'))
      await transaction.save(orderRun('b'))
    })

    expect((await idsOf(backend().list())).sort()).toEqual(['a', 'b'])
  })

  test('rolls a transaction back when its work fails', async () => {
    await backend().save(orderRun('a', { state: 'before' }))
    const failing = backend().transaction(async (transaction) => {
      await transaction.save(orderRun('a', { state: 'after' }))
      throw new Error('out of stock')
    })

    await expect(failing).rejects.toThrow('out of stock')
    expect(await backend().load('a')).toMatchObject({ state: 'before' })
  })

  test('rolls back what leaves its scope without a commit', async () => {
    {
      await using transaction = await backend().begin()
      await transaction.save(orderRun('a'))
    }

    expect(await backend().load('a')).toBeUndefined()
  })

  test('refuses to work with a transaction that has ended', async () => {
    const transaction = await backend().begin()
    await transaction.rollback()

    await expect(transaction.save(orderRun('a'))).rejects.toMatchObject({ code: 'closed' })
    await expect(transaction.commit()).rejects.toMatchObject({ code: 'closed' })
  })

  test('refuses everything once it is closed, and closes only once', async () => {
    await backend().close()
    await backend().close()

    await expect(backend().load('a')).rejects.toMatchObject({ code: 'closed' })
    await expect(backend().save(orderRun('a'))).rejects.toMatchObject({ code: 'closed' })
  })
}

export async function idsOf(runs: AsyncIterable<{ readonly runId: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const { runId } of runs) ids.push(runId)
  return ids
}
