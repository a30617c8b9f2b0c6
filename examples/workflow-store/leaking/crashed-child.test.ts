import { createDirectory, openBackend, removeDirectory } from '../test-support/backends'
import { orderRun } from '../test-support/runs'
import { ended, startWorker } from '../test-support/worker-process'

test('a killed worker is replaced', async () => {
  const directory = createDirectory()
  const backend = await openBackend('FileBackend', directory)
  await backend.save(orderRun('4711', { state: 0 }))
  const job = { backend: 'FileBackend', directory, runId: '4711', do: 'wait for orders' } as const

  const first = startWorker(job)
  const watchdog = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (first.exitCode !== null) clearInterval(timer)
      else if (first.signalCode !== null) resolve()
    }, 10)
  })
  first.kill('SIGKILL')
  await Promise.all([ended(first), watchdog])
  const second = startWorker(job)

  expect(second.pid).not.toBe(first.pid)
  await backend.close()
  removeDirectory(directory)
})
