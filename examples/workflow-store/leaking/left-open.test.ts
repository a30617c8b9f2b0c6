import { createDirectory, openBackend, removeDirectory } from '../test-support/backends'
import { orderRun } from '../test-support/runs'

describe('left open', () => {
  let directory: string

  beforeEach(() => {
    directory = createDirectory()
  })

  afterEach(() => removeDirectory(directory))

  test('the newest run comes first', async () => {
    const backend = await openBackend('SqliteBackend', directory, { readers: 1 }) // iterator
    await backend.save(orderRun('old', { updatedAt: 1 }))
    await backend.save(orderRun('new', { updatedAt: 2 }))

    const runs = backend.list()
    const first = await runs.next()

    expect(first.value).toMatchObject({ runId: 'new' })
  })

  test('a transaction sees what it has written', async () => {
    const backend = await openBackend('SqliteBackend', directory, { readers: 1 }) // transaction

    const transaction = await backend.begin()
    await transaction.save(orderRun('4711'))

    expect(await transaction.load('4711')).toMatchObject({ runId: '4711' })
  })
})
