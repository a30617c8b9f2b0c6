import type { LeakGuardOptions } from '../options/options'

/** Later options win; severities are merged by type. */
export function mergeOptions(...all: readonly LeakGuardOptions[]): LeakGuardOptions {
  return all.reduce<LeakGuardOptions>((merged, options) => {
    const types = { ...merged.types, ...options.types }
    return { ...merged, ...options, ...(Object.keys(types).length > 0 && { types }) }
  }, {})
}
