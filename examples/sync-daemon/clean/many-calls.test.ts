import { join } from 'node:path'
import { useResource } from 'jest-leakguard/fixtures'
import { SyncEngine } from '../src/engine'
import { callsPerTest, files, opened, paths, reportAfter } from '../test-support/many-calls'
import { useDaemon } from '../test-support/use-daemon'

describe('many calls', () => {
  // Above the daemon, whose own afterAll comes next.
  reportAfter(() => daemon())
  const { place, daemon, client } = useDaemon('describe')
  const engine = useResource(
    () => {
      opened.engines++
      return SyncEngine.open(place().folder, join(place().folder, '..', 'look'))
    },
    (open) => open.close(),
    { scope: 'describe' },
  )

  test.each(files)('%s is synced once', async (name) => {
    place().write(name)
    const synced: string[] = []
    const seen: string[] = []
    for (let call = 0; call < callsPerTest; call++) {
      synced.push(...paths(await client().sync()))
      seen.push(...paths(await engine().turn()))
    }

    expect([synced, seen]).toEqual([[name], [name]])
  })
})
