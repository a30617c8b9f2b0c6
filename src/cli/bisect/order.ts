import { posixPath } from '../../report/posix-path'

/** Names the file in which the sequencer finds its order. */
export const orderVariable = 'JEST_LEAKGUARD_ORDER'

/** Which test files run, in which order. */
export interface Order {
  /** Absolute paths: no others run. */
  readonly files?: readonly string[]
  /** All files, shuffled by this number. */
  readonly seed?: number
}

/** Every file by a number that follows from the seed and its path below `root`: they are in the same order everywhere. */
export function shuffled<T extends { readonly path: string }>(
  tests: readonly T[],
  seed: number,
  root: string,
): T[] {
  const ranks = new Map(tests.map((test) => [test, rankOf(posixPath(root, test.path), seed)]))
  return [...tests].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
}

/** FNV-1a, mixed once more: neighbours in a folder are to be far apart. */
function rankOf(path: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
