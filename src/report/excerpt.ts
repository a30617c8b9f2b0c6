import { readText, statSync } from '../kept/fs'
import { redactSource } from '../resources/redact'

import type { Excerpt } from './model/model'

const before = 3
const after = 2
const longestLine = 200
const largestFile = 2_000_000
/** Different places that one report shows code of. */
const mostPlaces = 2_000

/** Reads lines of source around a line; each place once, unreadable or generated files not at all. */
export function excerptReader(): (file: string, line: number) => Excerpt | undefined {
  const files = new Map<string, readonly string[] | undefined>()
  const places = new Set<string>()
  return (file, line) => {
    const place = `${file}:${String(line)}`
    if (!places.has(place) && places.size >= mostPlaces) return undefined
    places.add(place)
    if (!files.has(file)) files.set(file, readLines(file))
    const lines = files.get(file)
    if (lines === undefined || line < 1 || line > lines.length) return undefined
    const first = Math.max(1, line - before)
    const shown = lines.slice(first - 1, line + after)
    if (shown.some((text) => text.length > longestLine)) return undefined
    return { first, lines: shown.map(redactSource) }
  }
}

function readLines(file: string): readonly string[] | undefined {
  try {
    return statSync(file).size > largestFile ? undefined : readText(file).split(/\r?\n/)
  } catch {
    return undefined
  }
}
