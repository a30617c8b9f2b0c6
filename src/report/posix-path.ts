import { relative, sep } from '../kept/path'

/** `file` relative to `rootDir`, with forward slashes. */
export function posixPath(rootDir: string, file: string): string {
  const path = relative(rootDir, file)
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
