import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative } from 'node:path'

/** Why a file must not be edited, in a few words; `undefined` when it may be. */
export function untouchable(path: string, root: string, isForced: boolean): string | undefined {
  let real: string
  try {
    real = realpathSync(path)
  } catch {
    return 'it is not there'
  }
  const below = relative(realpathSync(root), real)
  if (below.startsWith('..') || isAbsolute(below)) return `it is not below ${root}`
  if (/(?:^|[\\/])node_modules[\\/]/.test(below)) return 'it belongs to a package'
  return !isForced && hasChanges(real)
    ? 'it has changes that are not committed: commit them, or `--force`'
    : undefined
}

/** Is there anything in a file that git could not bring back? Where there is no git, nobody knows. */
function hasChanges(file: string): boolean {
  try {
    const status = execFileSync('git', ['status', '--porcelain', '--', file], {
      cwd: dirname(file),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return status.trim() !== ''
  } catch {
    return false
  }
}
