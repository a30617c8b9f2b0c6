import { setTimeout as sleep } from 'node:timers/promises'
import { SyncClient } from '../src/client'
import { Daemon } from '../src/daemon'
import { createWorkplace } from '../test-support/workplace'

test('a dashboard polls the status', async () => {
  const place = createWorkplace()
  const daemon = await Daemon.start(place)
  const client = new SyncClient(place.socketPath)
  const turns: number[] = []
  let polling = true

  async function poll(): Promise<void> {
    while (polling) {
      turns.push((await client.status()).turns)
      await sleep(30_000)
    }
  }
  void poll()
  while (turns.length === 0) await sleep(1)
  polling = false

  expect(turns).toEqual([expect.any(Number)])
  client.close()
  await daemon.stop()
  place.remove()
})
