import { expectNoOthers, expectType } from './expect-type'
import type { JestRun } from '../run/jest-run'
import { runJest, type RunOptions } from '../run/run-jest'
import { type Preset, presets, sourceOf, type TypeFamily } from './type-cases'

/** What a family runs on. */
type Line = Omit<Parameters<typeof runJest>[0], 'files'>

interface Extras {
  /** What it runs on, by name. @default Jest 30 and 29 */
  readonly lines?: Readonly<Record<string, Line>>
  /** Called before each run: what else it needs. */
  readonly options?: () => RunOptions
  /** Declares further tests of the run as a whole. */
  readonly more?: (run: () => JestRun, source: string) => void
}

const jestLines: Readonly<Record<string, Line>> = {
  'Jest 30': { jest: '30' },
  'Jest 29': { jest: '29' },
}

/** Declares the tests of a family: one Jest run per line, with each case under both presets. */
export function describeTypes(family: TypeFamily, { lines = jestLines, options, more }: Extras = {}): void {
  const { name, prelude, cases, files, leavesProcesses = false } = family
  const source = sourceOf(prelude, cases)
  const file = `${name}.test.js`

  describe.each(Object.entries(lines))('%s', (_, line) => {
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({
        ...options?.(),
        ...line,
        files: { ...files, ...Object.fromEntries(presets.map((preset) => [`${preset}/${file}`, source])) },
        config: bothPresets,
        args: ['-i'],
      })
    })

    describe.each(presets)('%s preset', (preset) => {
      const familyFile = () => ({ run, preset, path: `${preset}/${file}`, source })

      test.each(cases)('$name', (typeCase) => {
        expectType(familyFile(), typeCase)
      })

      test('nobody else is blamed', () => {
        expectNoOthers(familyFile(), cases)
      })
    })

    test('the run ends by itself and says of no error of ours', () => {
      expect(run).toMatchObject({ code: 1, timedOut: false, leftProcesses: leavesProcesses })
      expect(run.output).not.toContain('jest-leakguard: ')
    })
    more?.(() => run, source)
  })
}

const project = (preset: Preset, name: string) => ({
  displayName: preset,
  preset: name,
  roots: [`<rootDir>/${preset}`],
})

/** Both presets in one run: every case is judged at the end of its file, and at the end of its test. */
export const bothPresets = {
  preset: 'jest-leakguard',
  projects: [project('default', 'jest-leakguard'), project('strict', 'jest-leakguard/strict')],
}
