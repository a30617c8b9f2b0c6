import type { LeakGuardOptions } from './options'

/** Later options win; severities are merged by type, and allowances add up: the later ones come first. */
export function mergeOptions(...all: readonly LeakGuardOptions[]): LeakGuardOptions {
  return all.reduce<LeakGuardOptions>((merged, options) => {
    const types = { ...merged.types, ...options.types }
    const allow = [...(options.allow ?? []), ...(merged.allow ?? [])]
    return {
      ...merged,
      ...options,
      ...(Object.keys(types).length > 0 && { types }),
      ...(allow.length > 0 && { allow }),
    }
  }, {})
}
