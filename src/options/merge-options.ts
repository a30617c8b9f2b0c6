import type { LeakGuardOptions } from './options'

/** Later options win; severities, limits and what is said of singletons are merged by name, and allowances add up: the later ones come first. */
export function mergeOptions(...all: readonly LeakGuardOptions[]): LeakGuardOptions {
  return all.reduce<LeakGuardOptions>((merged, options) => {
    const types = { ...merged.types, ...options.types }
    const singletons = { ...merged.singletons, ...options.singletons }
    const limits = { ...merged.limits, ...options.limits }
    const allow = [...(options.allow ?? []), ...(merged.allow ?? [])]
    return {
      ...merged,
      ...options,
      ...(Object.keys(types).length > 0 && { types }),
      ...(Object.keys(singletons).length > 0 && { singletons }),
      ...(Object.keys(limits).length > 0 && { limits }),
      ...(allow.length > 0 && { allow }),
    }
  }, {})
}
