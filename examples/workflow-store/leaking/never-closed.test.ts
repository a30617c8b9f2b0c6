import type { StateBackend } from '../src/backend'
import { createDirectory, openBackend, removeDirectory } from '../test-support/backends'
import { idsOf } from '../test-support/contract'
import { orderRun } from '../test-support/runs'

describe('order runs', () => {
  const directory = createDirectory()
  let backend: StateBackend

  beforeAll(async () => {
    backend = await openBackend('SqliteBackend', directory)
  })

  afterAll(() => removeDirectory(directory))

  test('are loaded as they were saved', async () => {
    const run = orderRun('4711', { state: { paid: true, at: new Date(0) } })
    await backend.save(run)

    expect(await backend.load('4711')).toEqual(run)
  })

  test('are listed by status', async () => {
    await backend.save(orderRun('4712', { status: 'failed' }))

    expect(await idsOf(backend.list({ status: 'failed' }))).toEqual(['4712'])
  })
})
