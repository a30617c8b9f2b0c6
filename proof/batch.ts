import fc from 'fast-check'

import { testFile } from './choose'
import { differences, misjudgements } from './compare'
import { plantedLeaks } from './expect'
import { testFileOf } from './head'
import type { TestFile } from './model'
import { type Laboratory, type Mode, modes, type ModeRun, runMode } from './run'
import { type Sources, written } from './write'

/** What was found about one generated file. */
export interface Finding {
  readonly seed: number
  readonly mode: Mode
  readonly says: readonly string[]
}

export interface BatchResult {
  readonly findings: readonly Finding[]
  /** How many leaks were planted, under both presets. */
  readonly planted: number
  readonly tests: number
}

/** The file of a seed: the same on every machine. */
const fileOf = (seed: number): TestFile => fc.sample(testFile, { seed, numRuns: 1 })[0] as TestFile

/** Runs the files of these seeds, all of them in each mode, and compares. */
export async function runBatch(laboratory: Laboratory, seeds: readonly number[]): Promise<BatchResult> {
  return judgeFiles(
    laboratory,
    seeds.map((seed) => ({ seed, file: fileOf(seed) })),
  )
}

export async function judgeFiles(
  laboratory: Laboratory,
  files: readonly { readonly seed: number; readonly file: TestFile }[],
): Promise<BatchResult> {
  const { syntax } = laboratory
  const generated = files.map(({ seed, file }) => {
    const name = `f${String(seed)}`
    return { seed, file, name, sources: written(name, file, syntax) }
  })
  const sources = Object.assign({}, ...generated.map((each) => each.sources)) as Sources
  const runs = {} as Record<Mode, ModeRun>
  for (const mode of modes) runs[mode] = await runMode(laboratory, mode, sources)
  const findings: Finding[] = []
  let planted = 0
  for (const { seed, file, name, sources: own } of generated) {
    const test = testFileOf(name, syntax)
    const plain = runs.plain.files[test]
    const find = (mode: Mode, says: readonly string[]): void => {
      if (says.length > 0) findings.push({ seed, mode, says })
    }
    if (plain === undefined || plain.crashed) find('plain', [plain?.message ?? 'it has no results'])
    find('warn', differences(plain, runs.warn.files[test]))
    for (const preset of ['default', 'strict'] as const) {
      const leaks = plantedLeaks(name, file, own, syntax, preset)
      planted += leaks.length
      find(preset, misjudgements(leaks, plain, runs[preset].files[test]))
    }
  }
  const tests = Object.values(runs.plain.files).reduce((sum, file) => sum + file.tests.length, 0)
  return { findings: [...findings, ...ofRuns(runs)], planted, tests }
}

/** What no single file can be blamed for. */
function ofRuns(runs: Readonly<Record<Mode, ModeRun>>): Finding[] {
  return modes.flatMap((mode) => {
    const { end } = runs[mode]
    const notices = mode === 'plain' ? [] : (end.output.match(/^.*jest-leakguard: .*$/gm) ?? [])
    const says = [
      ...(end.timedOut ? ['the run did not end'] : []),
      ...notices,
      ...((mode === 'default' || mode === 'strict') && end.output.includes('failed to exit gracefully')
        ? ['a worker did not end']
        : []),
    ]
    return says.length === 0 ? [] : [{ seed: -1, mode, says: [...says, end.output.slice(-2000)] }]
  })
}
