import { existsSync } from '../kept/fs'
import { dirname, join, relative, isAbsolute } from '../kept/path'
import { currentDirectory, env as environment } from '../kept/process'

/** Where CI systems keep the checkout, for one without its `.git` directory. */
const checkoutVariables = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'WORKSPACE', 'BUILD_SOURCESDIRECTORY']

/**
 * The repository that a directory belongs to: what CI systems count paths from. Where there is none, the working
 * directory, if the directory is below it: commands in the same place agree on their paths.
 */
export function repositoryOf(
  directory: string,
  env: NodeJS.ProcessEnv = environment,
  cwd: string = currentDirectory(),
): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) break
  }
  const checkout = checkoutVariables.map((name) => env[name] ?? '').find((root) => contains(root, directory))
  return checkout ?? (contains(cwd, directory) ? cwd : directory)
}

function contains(root: string, directory: string): boolean {
  if (!isAbsolute(root)) return false
  const below = relative(root, directory)
  return !below.startsWith('..') && !isAbsolute(below)
}
