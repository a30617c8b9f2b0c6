import { onlyIf } from '../../support/only-if'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { installLibraries } from '../support/install/libraries'
import { runJest } from '../support/run/run-jest'
import { isReachable } from '../support/servers/reachable'

const { describe: declare } = onlyIf(isReachable(6379), 'no Redis answers on 127.0.0.1:6379')

/** A package's loop is that of one of its objects: of the one that is still open, and not of the one made last. */
const files = {
  'worker.test.js': `
    const { QueueEvents, Worker } = require('bullmq')
    const connection = { host: '127.0.0.1', maxRetriesPerRequest: null }
    test('closes its worker', async () => {
      const events = new QueueEvents('several', { connection }) // opened
      await events.waitUntilReady()
      const worker = new Worker('several', async () => {}, { connection })
      await worker.waitUntilReady()
      await new Promise((done) => setTimeout(done, 100))
      await worker.close()
    })`,
  'events.test.js': `
    const { QueueEvents } = require('bullmq')
    const connection = { host: '127.0.0.1' }
    test('closes the second', async () => {
      const first = new QueueEvents('first', { connection }) // opened
      const second = new QueueEvents('second', { connection })
      await Promise.all([first.waitUntilReady(), second.waitUntilReady()])
      await new Promise((done) => setTimeout(done, 100))
      await second.close()
    })`,
  'clean.test.js': `
    const { QueueEvents } = require('bullmq')
    test('closes both', async () => {
      const all = ['first', 'second'].map((name) => new QueueEvents(name, { connection: { host: '127.0.0.1' } }))
      await Promise.all(all.map((events) => events.waitUntilReady()))
      await Promise.all(all.map((events) => events.close()))
    })`,
}

declare('bullmq', () => {
  test.each([
    ['30', 'jest-leakguard'],
    ['30', 'jest-leakguard/strict'],
    ['29', 'jest-leakguard'],
  ] as const)(
    'what one of several objects has left is one leak of that object, Jest %s, %s',
    async (jest, preset) => {
      const modulePaths = [await installLibraries()]
      const run = await runJest({ jest, files, config: { preset, modulePaths } })
      for (const file of ['worker.test.js', 'events.test.js']) {
        expect(reportedLeaks(run.fileMessage(file))).toMatchObject([
          {
            headline: 'this test leaked a Redis client: it was created here and never closed',
            help: expect.stringContaining('`await queue.close()`') as string,
          },
        ])
        expect(run.fileMessage(file)).toMatch(/^ +> +\d+ \| .*new QueueEvents\(.* \/\/ opened$/m)
      }
      expect(run.file('clean.test.js').status).toBe('passed')
    },
  )
})
