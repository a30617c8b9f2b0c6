import { nodeLines, runJest } from '../support/run/run-jest'

const files = {
  'leaking.test.js': `
    test('leaks', () => {
      setInterval(() => {}, 1000)
    })`,
  'clean.test.js': "test('is clean', () => clearInterval(setInterval(() => {}, 1000)))",
}
const env = { NODE_OPTIONS: '--frozen-intrinsics' }

/** What is said of each file, the exit code, and what a user reads who is told by no file. */
async function verdicts(options: Parameters<typeof runJest>[0]): Promise<unknown> {
  const run = await runJest({ ...options, env })
  expect(run.output).not.toMatch(/leakguard/i)
  return [run.code, ...Object.keys(files).map((file) => [run.file(file).status, run.fileMessage(file)])]
}

const readOnly = /read only property '(?:prepareStackTrace|stackTraceLimit)'/
const plain = { testEnvironment: 'node' }
const presets = ['jest-leakguard', 'jest-leakguard/strict']

// Jest sets `Error.prepareStackTrace` and `Error.stackTraceLimit` before it runs a file: it runs none.
describe.each(['30', '29'] as const)(
  'under --frozen-intrinsics Jest %s says of each file what it says without us',
  (jest) => {
    test.each(nodeLines)('on Node %s', async (node) => {
      const args = ['-i']
      const expected = await verdicts({ jest, node, files, args, config: plain })

      expect(expected).toEqual([
        1,
        ...Object.keys(files).map((): unknown => ['failed', expect.stringMatching(readOnly)]),
      ])
      expect(await verdicts({ jest, node, files, args, config: { preset: 'jest-leakguard' } })).toEqual(
        expected,
      )
    })

    test.each(presets)('in workers, under %s', async (preset) => {
      const args = ['-w=2']
      const expected = await verdicts({ jest, files, args, config: plain })
      expect(await verdicts({ jest, files, args, config: { preset } })).toEqual(expected)
    })
  },
)
