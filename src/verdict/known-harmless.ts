import type { Frame, LeakType } from './leak'

/** Something that a package leaves open for a moment when it is used rightly, and that nobody can close. */
interface Harmless {
  readonly package: string
  readonly type: LeakType
  /** What the frame of the package's function that opens it says. */
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
  {
    package: '@redis/client',
    type: 'timer',
    fn: /scheduleCleanup\b/,
    reason: 'a pool looks for idle clients once more after it was closed',
  },
  {
    package: 'undici',
    type: 'unref-timer',
    fn: /[\\/]client-h1\.js:/,
    reason: 'a time limit of a connection, which is followed itself',
  },
  {
    package: 'sequelize-pool',
    type: 'timer',
    fn: /\b_scheduleRemoveIdle\b/,
    reason: 'it is there for as long as idle connections are, which are followed themselves',
  },
  {
    package: 'tarn',
    type: 'timer',
    fn: /\b_?startReaping\b/,
    reason: 'it is there for as long as idle connections are, which are followed themselves',
  },
]

/** Why this resource is nobody's leak; undefined when it is not known to be harmless. */
export function harmlessBecause(type: LeakType, dependencies: readonly Frame[]): string | undefined {
  const [innermost] = dependencies
  return known.find(
    (entry) => entry.type === type && entry.package === innermost?.package && entry.fn.test(innermost.text),
  )?.reason
}
