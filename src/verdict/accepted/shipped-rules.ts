import { knowledge } from '../../knowledge'
import type { ProcessWideRule } from '../../options/process-wide-rule'

/** What we know ourselves of packages that keep something for as long as the process lives. */
export const shippedRules: readonly ProcessWideRule[] = [...knowledge.values()].flatMap(
  ({ package: name, processWide = [] }) => processWide.map((rule) => ({ package: name, ...rule })),
)
