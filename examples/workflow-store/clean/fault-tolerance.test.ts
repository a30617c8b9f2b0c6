import { readdirSync } from 'node:fs'
import { managed } from 'jest-leakguard/fixtures'
import { runWorkflow } from '../src/workflow'
import { type BackendName, backendNames } from '../test-support/backends'
import { counting, orderRun } from '../test-support/runs'
import { useBackends } from '../test-support/use-backend'
import { ended, startWorker, work } from '../test-support/worker-process'

describe.each(backendNames)('fault-tolerance: %s', (name: BackendName) => {
  const { directory, open } = useBackends(name)
  const manage = managed()

  test('a failing step is recorded, and the run goes on from there', async () => {
    const backend = await open()
    let broken = true
    const workflow = counting(3, (step) => {
      if (step === 2 && broken) throw new Error('the carrier is down')
    })

    expect(await runWorkflow(backend, 'a', workflow)).toMatchObject({
      status: 'failed',
      step: 1,
      errorMessage: 'the carrier is down',
    })
    broken = false
    expect(await runWorkflow(backend, 'a', workflow)).toMatchObject({
      status: 'completed',
      step: 3,
      state: 3,
      errorMessage: null,
    })
  })

  test('a completed run is not run again', async () => {
    const backend = await open()
    const steps = jest.fn()
    await runWorkflow(backend, 'a', counting(2, steps))
    await runWorkflow(backend, 'a', counting(2, steps))

    expect(steps).toHaveBeenCalledTimes(2)
  })

  test('a run of another workflow is left alone', async () => {
    const backend = await open()
    await backend.save(orderRun('a'))

    await expect(runWorkflow(backend, 'a', counting(2))).rejects.toMatchObject({ code: 'invalid' })
  })

  test.each([
    ['SIGKILL', process.platform === 'win32' ? 1 : 'SIGKILL'],
    ['exit', 1],
  ] as const)('a run whose process died by %s goes on after its last finished step', async (how, end) => {
    const died = await work({
      backend: name,
      directory: directory(),
      runId: 'a',
      do: 'run',
      steps: 6,
      dieAt: 4,
      how,
    })

    expect(died).toBe(end)
    const backend = await open()
    expect(await backend.load('a')).toMatchObject({ status: 'running', step: 3, state: 3 })
    expect(await runWorkflow(backend, 'a', counting(6))).toMatchObject({ status: 'completed', state: 6 })
  })

  test('a transaction whose process was killed never happened, and locks nobody out', async () => {
    const backend = await open()
    await backend.save(orderRun('a', { state: 'before' }))
    await work({ backend: name, directory: directory(), runId: 'a', do: 'die in a transaction' })

    expect(await backend.load('a')).toMatchObject({ state: 'before' })
    await backend.save(orderRun('a', { state: 'after' }))
    expect(await backend.load('a')).toMatchObject({ state: 'after' })
  })

  test('processes that write at the same time lose nothing', async () => {
    const backend = await open({ retry: { attempts: 500, maxDelayMs: 20 } })
    await backend.save(orderRun('a', { state: 0 }))
    const job = { backend: name, directory: directory(), runId: 'a', do: 'count', times: 15 } as const
    const workers = [startWorker(job), startWorker(job)].map((worker) =>
      manage(worker, (left) => left.kill()),
    )
    const ends = Promise.all(workers.map(ended))

    for (let i = 0; i < 15; i++)
      await backend.update('a', (run) => ({ ...run, state: Number(run.state) + 1 }))

    expect(await ends).toEqual([0, 0])
    expect(await backend.load('a')).toMatchObject({ state: 45 })
  })

  test('a run that is killed while it is read and written by others is whole', async () => {
    const backend = await open({ retry: { attempts: 500, maxDelayMs: 20 } })
    await backend.save(orderRun('a', { state: 0 }))
    const worker = manage(
      startWorker({ backend: name, directory: directory(), runId: 'a', do: 'count', times: 100_000 }),
      (left) => left.kill('SIGKILL'),
    )
    const death = ended(worker)
    while (Number((await backend.load('a'))?.state) < 3) await backend.update('a', (run) => run)
    worker.kill('SIGKILL')
    await death

    // How far it came is left to chance; that what it left can be used is not.
    const run = await backend.update('a', (last) => ({ ...last, errorMessage: 'checked' }))
    expect(Number(run.state)).toBeGreaterThanOrEqual(3)
    expect(await backend.load('a')).toEqual(run)
  })

  test('nothing is left beside the store once it is closed', async () => {
    const backend = await open()
    await runWorkflow(backend, 'a', counting(2))
    await backend.close()

    expect(readdirSync(directory())).toEqual([name === 'SqliteBackend' ? 'runs.db' : 'runs.json'])
  })
})
