import type { WorkflowRun } from '../src/run'
import { createDirectory, openBackend, removeDirectory } from '../test-support/backends'
import { orderRun } from '../test-support/runs'

const directory = createDirectory()

afterAll(() => removeDirectory(directory))

test.each<[string, Partial<WorkflowRun>, boolean]>([
  ['a new run', {}, true],
  ['a run without an id', { runId: '' }, false],
  ['a run beyond its end', { step: 4 }, false],
])('saving %s', async (_, changes, accepted) => {
  const backend = await openBackend('SqliteBackend', directory)

  const saving = backend.save(orderRun('4711', changes))
  if (!accepted) {
    await expect(saving).rejects.toMatchObject({ code: 'invalid' })
    return
  }
  await saving
  expect(await backend.load('4711')).toBeDefined()

  await backend.close()
})
