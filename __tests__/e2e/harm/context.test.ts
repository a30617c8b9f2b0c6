import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'

/** What circus asks its own async context: whose error this is, and which of the concurrent tests is running. */
const source = `
  const { AsyncLocalStorage } = require('node:async_hooks')
  const pause = (ms) => new Promise((done) => setTimeout(done, ms))
  const named = () => expect.getState().currentTestName

  test('is not blamed for what it left behind', () => {
    setTimeout(() => {
      throw new Error('thrown by leftover work')
    }, 20)
  })
  test('runs meanwhile', () => pause(60))
  test('rejects in a callback', async () => {
    Promise.reject(new Error('rejected by nobody'))
    await pause(20)
  })
  test('throws in a callback', async () => {
    setTimeout(() => {
      throw new Error('thrown in a callback')
    }, 1)
    await pause(20)
  })
  describe('concurrent', () => {
    test.concurrent.each([1, 2, 3])('knows its name %i', async (n) => {
      await pause(10 * (4 - n))
      await null
      expect(named() ?? '').toBe('concurrent knows its name ' + n)
    })
  })
  test('keeps a storage of its own', async () => {
    const storage = new AsyncLocalStorage()
    const seen = await storage.run('mine', async () => {
      await pause(5)
      return storage.getStore()
    })
    expect([seen, storage.getStore()]).toEqual(['mine', undefined])
  })`

function resultsOf(run: JestRun): unknown {
  const firstLine = (text: string): string => text.split('\n', 1).join()
  return run.json.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => [
      fullName,
      status,
      failureMessages.map(firstLine),
    ]),
  )
}

describe.each(nodeLines)('Node %s', (node) => {
  test.each(['30', '29'] as const)(
    'Jest %s finds whose error it is and which test runs as it does alone',
    async (jest) => {
      const resultsWith = async (config: object): Promise<unknown> =>
        resultsOf(
          await runJest({
            node,
            jest,
            files: { 'a.test.js': source, 'b.test.js': source },
            config,
            args: ['-i'],
          }),
        )
      const off = { leakguard: { types: { '*': 'off' } } }

      const plain = await resultsWith({ testEnvironment: 'node' })
      expect(plain).toContainEqual(['keeps a storage of its own', 'passed', []])
      expect(await resultsWith({ preset: 'jest-leakguard', testEnvironmentOptions: off })).toEqual(plain)
    },
  )
})
