/** A test that leaves something behind, and one after it that passes only without that. */
export interface StatePair {
  /** What is said of it, after "had left". */
  readonly says: string
  readonly leaves: string
  /** What a clean test does after that. */
  readonly putsBack: string
  /** The body of the second test. */
  readonly victim: string
}

/** What the whole process has one of: tests of the same file and of later ones find it. `planted` is a function of that name. */
export const pairsOfTheProcess: Readonly<Record<string, StatePair>> = {
  'a mask of permissions': {
    says: '`process.umask()` at 0o077',
    leaves: `process.umask(0o077)`,
    putsBack: `process.umask(0o022)`,
    victim: `const mask = process.umask(0o022); process.umask(mask); expect(mask).toBe(0o022)`,
  },
  'a limit of listeners': {
    says: '`EventEmitter.defaultMaxListeners` at 1',
    leaves: `EventEmitter.defaultMaxListeners = 1`,
    putsBack: `EventEmitter.defaultMaxListeners = 10`,
    victim: `expect(new EventEmitter().getMaxListeners()).toBe(10)`,
  },
  'a listener of a shared agent': {
    says: '1 listener for `free` on `http.globalAgent`',
    leaves: `http.globalAgent.on('free', planted)`,
    putsBack: `http.globalAgent.off('free', planted)`,
    victim: `expect(http.globalAgent.listeners('free').map(({ name }) => name)).not.toContain('planted')`,
  },
}
