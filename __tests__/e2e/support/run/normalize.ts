import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * Makes terminal output comparable: no colours, no durations, `<root>` for the fixture's directory and
 * `<fixture>` for the one above it, where Jest's results and cache are.
 */
export function normalize(text: string, root: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(root, '<root>')
    .replaceAll(path.dirname(root), '<fixture>')
    .replaceAll(/ \(\d+(\.\d+)? m?s\)/g, '')
    .replaceAll(/^(Time: +).*$/gm, '$1<time>')
}
