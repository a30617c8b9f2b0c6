import type { LeakGuardOptions } from './options'

/** Later options win; severities, limits and what is said of singletons are merged by name, allowances and rule packs add up: the later allowances come first. */
export function mergeOptions(...all: readonly LeakGuardOptions[]): LeakGuardOptions {
  return all.reduce<LeakGuardOptions>((merged, options) => {
    const types = { ...merged.types, ...options.types }
    const singletons = { ...merged.singletons, ...options.singletons }
    const limits = { ...merged.limits, ...options.limits }
    const rulePacks = bothPacks(merged.rulePacks, options.rulePacks)
    const allow = [...(options.allow ?? []), ...(merged.allow ?? [])]
    return {
      ...merged,
      ...options,
      ...(Object.keys(types).length > 0 && { types }),
      ...(Object.keys(singletons).length > 0 && { singletons }),
      ...(Object.keys(limits).length > 0 && { limits }),
      ...(allow.length > 0 && { allow }),
      ...(rulePacks !== undefined && { rulePacks }),
    }
  }, {})
}

type Packs = LeakGuardOptions['rulePacks']

/** `false` does without those before it. */
function bothPacks(before: Packs, added: Packs): Packs {
  return Array.isArray(before) && Array.isArray(added) ? [...before, ...added] : (added ?? before)
}
