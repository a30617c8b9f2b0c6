import type { Allowance } from '../../options/allowance'
import { allowanceProblems } from '../../options/validation/allowance-rules'
import { OptionsError } from '../../options/validation/options-error'
import type { Scope } from '../../ownership/scope'
import { posixPath } from '../../report/posix-path'
import { framesOf } from '../../resources/trace/frames'
import { captureTrace } from '../../resources/trace/trace'
import { leakTypes } from '../../wording/types'

/**
 * Adds an allowance to the scope that has called `allowLeaks()`.
 *
 * @throws OptionsError that lists everything that is wrong with it
 */
export function addAllowance(given: unknown, scope: Scope, rootDir: string): void {
  const problems = allowanceProblems(given, 'allowLeaks(allowance)', leakTypes)
  if (problems.length > 0) throw new OptionsError('allowLeaks(allowance)', problems)
  const place = framesOf(captureTrace(addAllowance)).find(({ kind }) => kind === 'project')
  const { file = '', line = 0 } = place ?? {}
  const where = `${posixPath(rootDir, file)}:${String(line)}`
  // A copy: nothing of the sandbox may outlive it.
  const allowance = structuredClone(given) as Allowance
  // A test that is run again says it again.
  const isKnown = scope.allowances?.some(
    (known) => known.where === where && known.reason === allowance.reason,
  )
  if (isKnown === true) return
  scope.allowances ??= []
  scope.allowances.push({
    ...allowance,
    scope: scope.owner.kind,
    where,
    text: 'allowLeaks()',
    frame: place?.text,
  })
}
