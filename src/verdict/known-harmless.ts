import type { Frame, LeakType } from './leak'

/** Something that a package leaves open for a moment when it is used rightly, and that nobody can close. */
interface Harmless {
  readonly package: string
  readonly type: LeakType
  /** Name of the package's function that opens it. */
  readonly fn: RegExp
  readonly reason: string
}

const known: readonly Harmless[] = [
  {
    package: 'ioredis',
    type: 'timer',
    fn: /\bdisconnect\b/,
    reason:
      '`disconnect()` guards the closing of its stream with a timer that it keeps when there is no stream',
  },
]

/** Why this resource is nobody's leak; undefined when it is not known to be harmless. */
export function harmlessBecause(type: LeakType, dependencies: readonly Frame[]): string | undefined {
  const [innermost] = dependencies
  return known.find(
    (entry) => entry.type === type && entry.package === innermost?.package && entry.fn.test(innermost.text),
  )?.reason
}
