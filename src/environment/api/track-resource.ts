import { definitionProblems } from '../../options/validation/definition-rules'
import { OptionsError } from '../../options/validation/options-error'
import type { ResourceDefinition } from '../../resources/custom/definition'
import { trackValue } from '../../resources/custom/track'
import { leakTypes } from '../../wording/types'

const where = 'trackResource(value, definition)'

/**
 * Follows a value for `trackResource()`.
 *
 * @throws OptionsError that lists everything that is wrong with the definition
 */
export function trackResource(value: unknown, definition: unknown): void {
  const problems = definitionProblems(definition, where, leakTypes)
  if (problems.length > 0) throw new OptionsError(where, problems)
  // Every field was checked just now.
  trackValue(value, definition as ResourceDefinition<unknown>)
}
