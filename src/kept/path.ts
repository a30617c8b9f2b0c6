import path, { type PlatformPath } from 'node:path'

/** As Node's functions of these names. */
interface Paths {
  readonly sep: string
  readonly basename: (file: string, suffix?: string) => string
  readonly dirname: (file: string) => string
  readonly isAbsolute: (file: string) => boolean
  readonly join: (...parts: string[]) => string
  readonly relative: (from: string, to: string) => string
  /** Calls `process.cwd()` unless one of the parts is absolute. */
  readonly resolve: (...parts: string[]) => string
}

/** Node's `join` and `relative` call `normalize` and `resolve` by their public names, on which tests put spies. */
function keep({ basename, dirname, isAbsolute, normalize, resolve, sep }: PlatformPath): Paths {
  const namesOf = (file: string): string[] => resolve(file).split(sep).filter(Boolean)
  // Windows does not tell a drive `C:` from `c:`, nor names that differ in case.
  const isSame = (a: string | undefined, b: string | undefined): boolean =>
    a === b || (sep === '\\' && a?.toLowerCase() === b?.toLowerCase())
  return {
    sep,
    basename,
    dirname,
    isAbsolute,
    resolve,
    join: (...parts) => normalize(parts.filter(Boolean).join(sep) || '.'),
    relative(from, to) {
      const [up, down] = [namesOf(from), namesOf(to)]
      let common = 0
      while (common < up.length && isSame(up[common], down[common])) common += 1
      // Another drive cannot be reached from here.
      if (common === 0 && sep === '\\') return resolve(to)
      return [...up.slice(common).map(() => '..'), ...down.slice(common)].join(sep)
    },
  }
}

const kept = keep(path)

export const { basename, dirname, isAbsolute, join, relative, resolve, sep } = kept

/** Paths of reports, which have forward slashes on every system. */
export const posix = keep(path.posix)

/** For tests: the same on the other system. */
export const win32 = keep(path.win32)
