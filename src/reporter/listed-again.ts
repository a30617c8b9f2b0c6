import { isRecord } from '../options/validation/value-checks'
import type { RunResults } from './partial-by'

/** From here on Jest lists the failures again; its `summaryThreshold`, which nearly nobody changes. */
const threshold = 20

/** True when "Summary of all failing tests" follows right below what reporters print: else Jest leaves a line itself. */
export function isFollowedByFailures({ numTotalTestSuites, testResults }: RunResults): boolean {
  const last = testResults.at(-1)
  if (numTotalTestSuites <= threshold || !isRecord(last)) return false
  return Number(last.numFailingTests) > 0 || isRecord(last.testExecError)
}
