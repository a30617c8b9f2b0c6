import { SyncClient } from '../src/client'
import { Daemon } from '../src/daemon'
import { createWorkplace, type Workplace } from '../test-support/workplace'

describe('a daemon', () => {
  let place: Workplace
  let client: SyncClient

  beforeEach(async () => {
    place = createWorkplace()
    await Daemon.start(place)
    client = new SyncClient(place.socketPath)
  })

  afterEach(() => {
    client.stopDaemon().catch(() => undefined)
    client.close()
    place.remove()
  })

  test('syncs on request', async () => {
    place.write('a')

    expect(await client.sync()).toMatchObject([{ path: 'a' }])
  })
})
