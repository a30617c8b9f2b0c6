import { expectLeaks } from './expect-leaks'
import type { JestRun } from '../run/jest-run'
import { filesOf, type LeakCase } from './leak-cases'
import { runJest } from '../run/run-jest'

/** A pattern of real suites, in small: what users expect to be told, and what beside it must pass. */
export interface Pattern extends LeakCase {
  /** Under the strict preset, where that judges otherwise: each owner at its own end. */
  readonly strict?: LeakCase['leaks']
}

interface Extras {
  /** Other files of the fixture. */
  readonly files?: Readonly<Record<string, string>>
  /** Declares further tests of a run as a whole. */
  readonly more?: (run: () => JestRun, preset: 'default' | 'strict') => void
}

/** Declares the tests of some patterns: under both presets, on both lines of Jest, in band. */
export function describePatterns(patterns: readonly Pattern[], { files = {}, more }: Extras = {}): void {
  describe.each([
    ['30', 'default', 'jest-leakguard'],
    ['30', 'strict', 'jest-leakguard/strict'],
    ['29', 'default', 'jest-leakguard'],
    ['29', 'strict', 'jest-leakguard/strict'],
  ] as const)('Jest %s, %s preset', (jest, preset, name) => {
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({
        jest,
        config: { preset: name },
        files: { ...files, ...filesOf(patterns) },
        args: ['-i'],
      })
    })

    test.each(patterns)('$name', (pattern) => {
      const { leaks, strict = leaks } = pattern
      expectLeaks(run, { ...pattern, leaks: preset === 'strict' ? strict : leaks })
    })

    test('the run ends by itself, says of no error of ours and of nothing after the end of a file', () => {
      expect(run).toMatchObject({ code: 1, signal: null, timedOut: false, leftProcesses: false })
      expect(run.output).not.toMatch(/jest-leakguard: |after the end of/)
    })
    more?.(() => run, preset)
  })
}
