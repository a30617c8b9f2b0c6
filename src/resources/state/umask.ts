import type { Sandbox, WatchedValues } from './watched'

type SetMask = (mask?: string | number) => number

/** The mask of this process; undefined: no test file has set it yet. */
let current: number | undefined
/** What it was before the first one has. */
let original: number | undefined

/**
 * The mask of new files' permissions. Node sets it twice when it is asked for it, and a file that another thread makes
 * meanwhile has the wrong ones: so nobody asks, but whoever sets it is told what it was.
 */
export function watchUmask({ process }: Sandbox): WatchedValues {
  const set = noticeSets(process)
  const found = current
  return {
    type: 'umask',
    outlivesFile: true,
    compare(last, note) {
      if (current === undefined) return
      const before = last.has('umask') ? last.get('umask') : (found ?? original)
      last.set('umask', current)
      if (current !== before) note('umask', before, current)
    },
    read: () => current,
    stays: (_key, now) => () => current === now,
    initial: () => found ?? original,
    restore: (_key, value) => {
      set?.(Number(value))
    },
    facts: (_key, before, now) => ({ before: shown(before), now: shown(now) }),
    sources: () => [/\bumask\([^)\s]/],
  }
}

/** Each test file has a process object of its own. */
function noticeSets(process: NodeJS.Process): SetMask | undefined {
  const placed = Object.getOwnPropertyDescriptor(process, 'umask')
  const umask = placed?.value as SetMask | undefined
  if (typeof umask !== 'function') return undefined
  const observed: SetMask = (mask) => {
    const before = umask(mask)
    if (mask === undefined) return before
    original ??= before
    // As Node reads it, and the system takes it.
    current = (typeof mask === 'string' ? Number.parseInt(mask, 8) : mask) & 0o777
    return before
  }
  Object.defineProperty(observed, 'name', { value: 'umask', configurable: true })
  Object.defineProperty(process, 'umask', { ...placed, value: observed })
  return observed
}

function shown(mask: unknown): string {
  return `0o${Number(mask).toString(8).padStart(3, '0')}`
}
