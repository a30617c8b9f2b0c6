import fc from 'fast-check'

import { judgeFiles } from './batch'
import { testFile } from './choose'
import type { Laboratory } from './run'
import { type Sources, written } from './write'

/**
 * The smallest file of this seed's that is still misjudged, after so many milliseconds at most; undefined when it is not
 * misjudged alone.
 */
export async function shrunk(
  laboratory: Laboratory,
  seed: number,
  milliseconds: number,
): Promise<Sources | undefined> {
  let attempts = 0
  const isJudgedRight = fc.asyncProperty(testFile, async (file) => {
    // A directory of its own: what was planted before may still be open.
    const directory = `${laboratory.directory}/shrunk-${String(++attempts)}`
    const { findings } = await judgeFiles({ ...laboratory, directory }, [{ seed, file }])
    return findings.length === 0
  })
  const { counterexample } = await fc.check(isJudgedRight, {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: milliseconds,
  })
  return counterexample === null
    ? undefined
    : written(`f${String(seed)}`, counterexample[0], laboratory.syntax)
}
