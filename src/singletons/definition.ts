import { readText } from '../kept/fs'

import type { Trace } from '../resources/trace/trace'
import type { ExportPlace } from './singleton'

/**
 * A trace that leads to where a module defines a class: for singletons of which nobody saw the making. Reads
 * the source, so it is for those that are reported only.
 */
export function definitionTrace({ file }: ExportPlace, name: string): Trace {
  const { line, column } = placeIn(sourceOf(file), name)
  return { stack: `Error\n    at ${name} (${file}:${String(line)}:${String(column)})` }
}

function sourceOf(file: string): string {
  try {
    return readText(file)
  } catch {
    return ''
  }
}

function placeIn(source: string, name: string): { line: number; column: number } {
  const escaped = name.replaceAll('$', '\\$')
  const found = new RegExp(`\\bclass\\s+${escaped}\\b|\\b${escaped}\\s*[=:(]`).exec(source)
  const before = source.slice(0, found?.index ?? 0).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
