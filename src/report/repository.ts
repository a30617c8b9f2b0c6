import { existsSync } from 'node:fs'
import { dirname, join, relative, isAbsolute } from 'node:path'

/** Where CI systems keep the checkout, for one without its `.git` directory. */
const checkoutVariables = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'WORKSPACE', 'BUILD_SOURCESDIRECTORY']

/** The repository that a directory belongs to: what CI systems count paths from. The directory itself when there is none. */
export function repositoryOf(directory: string, env: NodeJS.ProcessEnv = process.env): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) break
  }
  const checkout = checkoutVariables.map((name) => env[name] ?? '').find((root) => contains(root, directory))
  return checkout ?? directory
}

function contains(root: string, directory: string): boolean {
  if (!isAbsolute(root)) return false
  const below = relative(root, directory)
  return !below.startsWith('..') && !isAbsolute(below)
}
