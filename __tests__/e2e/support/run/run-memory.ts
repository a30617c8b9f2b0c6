import type { JestRun } from './jest-run'
import { createFixture, type FixtureOptions } from './run-jest'
import { type CommandOptions, runLeakguard } from './run-leakguard'

/** Heap snapshots take a while to write and to read on a busy machine. */
const timeout = 280_000

/** Writes a project and runs `jest-leakguard memory` in it. */
export async function runMemory(
  options: FixtureOptions,
  args: readonly string[] = [],
  commandOptions: CommandOptions = {},
): Promise<JestRun> {
  return runLeakguard(await createFixture(options), ['memory', ...args], { timeout, ...commandOptions })
}
