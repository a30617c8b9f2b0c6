import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { disposeAll, eventually, managed } from 'jest-leakguard/fixtures'
import { SyncClient } from '../src/client'
import { Daemon } from '../src/daemon'
import { useDaemon } from '../test-support/use-daemon'
import { createWorkplace } from '../test-support/workplace'
import { startProcess } from '../../support/service-process'

describe('a daemon', () => {
  const { place, daemon, client } = useDaemon()

  test('syncs on request, and writes its journal', async () => {
    place().write('a')

    expect(await client().sync()).toMatchObject([{ path: 'a' }])
    expect(await client().sync()).toEqual([])
    expect(readFileSync(place().journalFile, 'utf8')).toMatch(/^\{"path":"a","modifiedAt":[\d.]+\}\n$/)
  })

  test('serves a client over one connection', async () => {
    for (let call = 0; call < 5; call++) await client().status()

    expect(daemon().connections).toBe(1)
  })

  test('lets only its user connect', () => {
    const mode = statSync(place().socketPath).mode & 0o777
    expect(mode).toBe(process.platform === 'win32' ? mode : 0o600)
  })

  test('refuses to start beside another', async () => {
    await expect(Daemon.start(place())).rejects.toMatchObject({ code: 'already-running' })
    expect(await client().status()).toBeDefined()
  })

  test('answers what it does not know with an error that says so', async () => {
    await expect(client().request('GET', '/nowhere')).rejects.toMatchObject({
      code: 'not-found',
      message: 'no route for GET /nowhere',
    })
  })

  test('stops on request: answers, ends its turn, removes its socket', async () => {
    const syncing = client().sync()
    await client().stopDaemon()
    await syncing
    await daemon().stopped

    expect(existsSync(place().socketPath)).toBe(false)
    await expect(client().status()).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('stops once, however often it is told', async () => {
    await disposeAll([daemon(), daemon()])
    await daemon().stop()
  })

  test('is polled by a dashboard', async () => {
    const stopping = new AbortController()
    const turns: number[] = []
    const polling = (async () => {
      while (!stopping.signal.aborted) {
        turns.push((await client().status()).turns)
        await sleep(30_000, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    })()
    await eventually(() => turns.length === 1)
    stopping.abort()
    await polling

    expect(turns).toEqual([expect.any(Number)])
  })
})

describe('a daemon that loops', () => {
  const manage = managed()
  const open = () => manage(createWorkplace(1), (place) => place.remove())

  test('syncs by itself', async () => {
    const place = open()
    await using daemon = await Daemon.start(place)
    using client = new SyncClient(place.socketPath)
    place.write('a')

    await eventually(async () => expect(await client.status()).toMatchObject({ changes: 1 }), {
      timeout: 20_000,
    })
    expect(daemon.connections).toBeGreaterThan(0)
  }, 30_000)

  test('goes on when a turn fails, and tells why', async () => {
    const place = open()
    await using daemon = await Daemon.start(place)
    using client = new SyncClient(place.socketPath)
    await client.status()
    rmSync(place.folder, { recursive: true })

    await eventually(async () => expect((await client.status()).lastError).toContain('ENOENT'), {
      timeout: 20_000,
    })
    expect(daemon.connections).toBe(1)
  }, 30_000)

  test('takes the place of one that was killed', async () => {
    const place = open()
    writeFileSync(place.socketPath, '')
    await using daemon = await Daemon.start(place)

    expect(daemon.connections).toBe(0)
  })

  test.each([
    [{ folder: '/nowhere' }, 'folder: expected a directory, given "/nowhere"'],
    [{ everyMs: 0 }, 'everyMs: expected a positive number, given 0'],
  ])('refuses %j', async (options, message) => {
    await expect(Daemon.start({ ...open(), ...options })).rejects.toMatchObject({ code: 'invalid', message })
  })
})

// Windows ends a process at once, whatever the signal.
const onPosix = process.platform === 'win32' ? describe.skip : describe

onPosix('the process', () => {
  const manage = managed()

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it in order: exit code 0, no socket left',
    async (signal) => {
      const { folder, socketPath } = manage(createWorkplace(), (place) => place.remove())
      const main = join(__dirname, '../src/main.ts')
      const { child, greeting, stop } = await startProcess(main, { args: [folder, socketPath] })
      manage(child, (left) => left.kill('SIGKILL'))
      using client = new SyncClient(socketPath)
      await client.status()

      expect(greeting).toBe(`syncing ${folder}, listening on ${socketPath}`)
      expect(await stop(signal)).toBe(0)
      expect(existsSync(socketPath)).toBe(false)
    },
  )
})
