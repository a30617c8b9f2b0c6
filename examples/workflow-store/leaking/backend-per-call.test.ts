import { join } from 'node:path'
import { SqliteBackend } from '../src/sqlite/sqlite-backend'
import { createDirectory, removeDirectory } from '../test-support/backends'
import { orderRun } from '../test-support/runs'

const directory = createDirectory()

afterAll(() => removeDirectory(directory))

/** Each customer has a store of its own. */
async function place(customer: string): Promise<string | undefined> {
  const backend = await SqliteBackend.open(join(directory, `${customer}.db`), { readers: 1 })
  await backend.save(orderRun('4711', { workflow: customer }))
  return (await backend.load('4711'))?.workflow
}

test('customers do not see the runs of others', async () => {
  for (const customer of ['ada', 'grace', 'edsger']) {
    expect(await place(customer)).toBe(customer)
  }
})
