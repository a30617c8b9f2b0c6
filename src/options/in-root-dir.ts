import { resolve } from '../kept/path'

/** A path of an option, absolute: it is taken from Jest's root directory, which may stand at its head as `<rootDir>`. */
export function inRootDir(rootDir: string, path: string): string {
  return resolve(rootDir, path.replace(/^<rootDir>(?:[\\/]+|$)/, ''))
}
