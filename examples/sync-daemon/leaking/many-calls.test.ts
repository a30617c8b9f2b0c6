import { join } from 'node:path'
import { SyncClient } from '../src/client'
import { Daemon } from '../src/daemon'
import { type Change, SyncEngine } from '../src/engine'
import { callsPerTest, files, opened, paths, reportAfter } from '../test-support/many-calls'
import { createWorkplace } from '../test-support/workplace'

describe('many calls', () => {
  const place = createWorkplace()
  let daemon: Daemon

  beforeAll(async () => {
    daemon = await Daemon.start(place)
  })
  reportAfter(() => daemon)
  afterAll(async () => {
    await daemon.stop()
    place.remove()
  })

  /** Asks the daemon. */
  function sync(): Promise<readonly Change[]> {
    return new SyncClient(place.socketPath).sync()
  }

  /** Looks for itself. */
  async function look(): Promise<readonly Change[]> {
    opened.engines++
    const engine = await SyncEngine.open(place.folder, join(place.folder, '..', 'look'))
    return engine.turn()
  }

  test.each(files)('%s is synced once', async (name) => {
    place.write(name)
    const synced: string[] = []
    for (let call = 0; call < callsPerTest; call++) {
      synced.push(...paths(await sync()))
      expect(paths(await look())).toContain(name)
    }

    expect(synced).toEqual([name])
  })
})
