import { join } from 'node:path'
import { managed, useResource } from 'jest-leakguard/fixtures'
import { startProcess } from '../../support/service-process'
import { createConfig, newIds } from '../test-support/configs'
import { send } from '../test-support/http'

// Windows ends a process at once, whatever the signal.
const onPosix = process.platform === 'win32' ? describe.skip : describe

onPosix('the process', () => {
  const manage = managed()
  const place = useResource(
    () => createConfig('sqlite'),
    ({ remove }) => remove(),
  )

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it in order, and what it has stored is there',
    async (signal) => {
      const { config } = place()
      const SQLITE_FILE = config.kind === 'sqlite' ? config.file : ''
      const start = () => startProcess(join(__dirname, '../src/main.ts'), { env: { SQLITE_FILE, PORT: '0' } })
      const [alice] = newIds()

      const first = await start()
      manage(first.child, (left) => left.kill('SIGKILL'))
      await send(`${urlIn(first.greeting)}/accounts/${alice}`, 'PUT', { cents: 500 })
      expect(await first.stop(signal)).toBe(0)

      const second = await start()
      manage(second.child, (left) => left.kill('SIGKILL'))
      expect(await send(`${urlIn(second.greeting)}/accounts/${alice}`, 'GET')).toEqual({
        id: alice,
        cents: 500,
      })
      expect(await second.stop(signal)).toBe(0)
    },
  )
})

function urlIn(greeting: string): string {
  return /http:\S+/.exec(greeting)?.[0] ?? greeting
}
