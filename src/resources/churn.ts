import type { Scope } from '../ownership/scope'
import type { Observation } from '../verdict/leak'
import { framesOf } from './trace/frames'
import { isOver, type Made, reuseKeyOf } from './ledger/made'

/** What a scope has made and closed of what could be used again; each but the first after another was closed. */
export function observeChurn({ id, owner }: Scope, made: readonly Made[]): Observation[] {
  const seen = new Set<object>()
  return made.flatMap((each) => {
    const { again, resource, reuse, target } = each
    const isFirst = !seen.has(resource.family)
    seen.add(resource.family)
    if (!resource.attributed || !(again || isFirst) || !isOver(each)) return []
    const key = reuseKeyOf(resource.family, target)
    if (key === undefined) return []
    return [
      {
        id: resource.id,
        type: 'connection-churn',
        ownerId: id,
        owner,
        state: 'open',
        attributed: true,
        hook: resource.hook,
        facts: { kind: reuse.type },
        traces: [framesOf(resource.trace)],
        reuse: `${reuse.type} ${key}`,
      },
    ]
  })
}
