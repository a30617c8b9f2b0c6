import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

import { askToEnd, whenEnded } from '../../../src/why/processes/end-children'

const started: ChildProcess[] = []

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

/** A process that has come as far as its script. */
async function start(script: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', `${script}; setInterval(() => 0, 1000); console.log('up')`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(child)
  await once(child.stdout, 'data')
  return child as ChildProcess & { readonly pid: number }
}

test('a child is asked to end, and waited for', async () => {
  const child = await start('')
  const ended = once(child, 'exit')

  expect(askToEnd([child.pid])).toEqual([child.pid])
  await new Promise<void>((done) => whenEnded([child.pid], done))
  expect(await ended).toEqual([null, 'SIGTERM'])
})

test('a child that does not listen is killed after a second', async () => {
  const child = await start("process.on('SIGTERM', () => undefined)")
  const ended = once(child, 'exit')
  const begun = Date.now()

  askToEnd([child.pid])
  await new Promise<void>((done) => whenEnded([child.pid], done))
  expect(Date.now() - begun).toBeGreaterThan(900)
  expect(await ended).toEqual([null, 'SIGKILL'])
})

test('what has ended already is not mentioned', async () => {
  const child = await start('')
  child.kill()
  await once(child, 'exit')
  expect(askToEnd([child.pid])).toEqual([])
})

test('without children there is nothing to wait for', () => {
  const done = jest.fn()
  whenEnded([], done)
  expect(done).toHaveBeenCalledTimes(1)
})
