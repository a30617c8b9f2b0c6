import { relative, sep } from 'node:path'

/** A file as people type it. */
export function shownPath(file: string, root: string): string {
  return relative(root, file).split(sep).join('/')
}
