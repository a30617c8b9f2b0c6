import { findJest } from '../../why/processes/jest-binary'
import { runJest } from './ask-jest'
import { argumentsOf } from './configs'
import type { JestRun } from './jest-runs'

/** The test files that a run has, absolute. */
export async function listTests(run: JestRun): Promise<string[]> {
  const args = [...argumentsOf(run.options, 'env', 'testEnvironment'), '--listTests', '--watchman=false']
  const { stdout } = await runJest(findJest(run.directory, 'init'), args, run)
  return stdout.split('\n').filter((line) => /[\\/]/.test(line))
}
