import { knowledge } from '../../knowledge'
import type { Frame, LeakType } from '../leak'

/** Why this resource is nobody's leak; undefined when it is not known to be harmless. */
export function harmlessBecause(type: LeakType, dependencies: readonly Frame[]): string | undefined {
  const [innermost] = dependencies
  if (innermost?.package === undefined) return undefined
  const known = knowledge.get(innermost.package)?.harmless
  return known?.find((entry) => entry.type === type && entry.fn.test(innermost.text))?.reason
}
