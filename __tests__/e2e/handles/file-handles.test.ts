import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, leaked, type LeakCase } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const handle = (test: string) => ({
  ...leaked({ test }, 'a file handle: it was opened here and never closed', 'await handle.close()'),
})

const cases: readonly LeakCase[] = [
  {
    name: 'not awaited',
    source: `
      const fs = require('node:fs')
      test('opens', (done) => {
        fs.promises.open(__filename).then(() => done()) // opened
      })
      test('opens and closes', (done) => {
        fs.promises.open(__filename).then((handle) => handle.close()).then(() => done())
      })`,
    leaks: [handle('opens')],
  },
  {
    name: 'in a generator',
    source: `
      const fs = require('node:fs/promises')
      test('opens', function* () {
        yield fs.open(__filename) // opened
      })
      test('opens and closes', function* () {
        const handle = yield fs.open(__filename)
        yield handle.close()
      })`,
    leaks: [handle('opens')],
  },
]

test.each(['30', '29'] as const)('file handles whose promise nobody awaits, Jest %s', async (jest) => {
  const run = await runJest({ jest, files: filesOf(cases) })

  for (const each of cases) expectLeaks(run, each)
})
