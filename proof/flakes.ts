import { type ChildProcess, spawn } from 'node:child_process'

import type { Acceptance } from '../__tests__/e2e/acceptance/cases'
import { figuresOf } from '../__tests__/e2e/acceptance/figures'
import type { JestRun } from '../__tests__/e2e/support/run/jest-run'

const busy = 'while (true);'

/** Keeps so many processors busy until it is told to stop. */
export function startLoad(count: number): () => void {
  const loops: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', busy], { stdio: 'ignore' }),
  )
  return () => {
    for (const loop of loops) loop.kill()
  }
}

/** The test files of a share of all cases: each `index` of `of` has others, and all of them have all. */
export function shareOf({ files, leaking, clean }: Acceptance, index: number, of: number): Acceptance {
  const names = Object.keys(files).filter((name) => name.endsWith('.test.js'))
  const others = new Set(names.filter((_, at) => at % of !== index % of))
  return {
    files: Object.fromEntries(Object.entries(files).filter(([name]) => !others.has(name))),
    leaking: leaking.filter(({ file }) => !others.has(file)),
    clean: clean.filter(({ file }) => !others.has(file)),
  }
}

/** Every verdict that is not the one that the case expects. */
export function wrongVerdicts(run: JestRun, cases: Acceptance): string[] {
  const { falseAlarms, missed } = figuresOf(run, cases)
  return [...falseAlarms.map((each) => `innocent: ${each}`), ...missed.map((each) => `missed: ${each}`)]
}
