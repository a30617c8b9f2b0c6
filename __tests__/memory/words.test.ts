import type { Described, Holder } from '../../src/memory/holders/holder'
import { help, sentence } from '../../src/memory/words'

const telling = { shown: (file: string) => file.replace('/app/', ''), roleOf: () => undefined }
const place = { file: '/app/src/logger.ts', line: 12, column: 3 }
const described = (holder: Holder): Described => ({
  holder,
  held: { what: '`onError`', place },
  site: place,
})

test.each<[holder: Holder, says: string, helps: string]>([
  [
    { kind: 'listener', event: 'uncaughtException', emitter: 'the real process' },
    'src/logger.ts:12 added a listener for "uncaughtException" to the real process, which keeps `onError` → its module → the file\'s global',
    "take it off in `afterAll`: `.off('uncaughtException', listener)`",
  ],
  [
    { kind: 'timer', call: 'setInterval' },
    "src/logger.ts:12 called `setInterval()`, and nobody cleared it, which keeps `onError` → its module → the file's global",
    '`clearInterval(timer)` in `afterAll`',
  ],
  [
    { kind: 'replaced', key: 'fs.readFileSync' },
    "src/logger.ts:12 replaced `fs.readFileSync` for every file of the process, which keeps `onError` → its module → the file's global",
    'put the original `fs.readFileSync` back in `afterAll`, or use `jest.spyOn()` and `restoreMocks`',
  ],
])('$kind', (holder, says, helps) => {
  expect(sentence(described(holder), telling)).toBe(says)
  expect(help(described(holder), telling)).toBe(helps)
})
