import { readFile } from '../../loading/read-file'
import { escaped, propertyIn } from '../../resources/state/watched'
import type { Holder, Place } from './holder'

/**
 * The line that put a property on a shared object, found in the source text: no function is held that would tell it.
 * Undefined when no line, or more than one of several files, can have done it.
 */
export function searchPlace(holder: Holder, file: string, others: readonly string[]): Place | undefined {
  const patterns = patternsOf(holder)
  const own = patterns.flatMap((pattern) => placesIn(file, pattern))[0]
  if (own !== undefined) return own
  for (const pattern of patterns) {
    const found = others.flatMap((other) => placesIn(other, pattern))
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  return undefined
}

/** Where a variable of a module is declared, or a property of that name is first given a value. */
export function searchVariable(variable: string, file: string): Place | undefined {
  const name = escaped(variable)
  return (
    placesIn(file, new RegExp(String.raw`\b(?:const|let|var|function|class)\s+${name}\b`))[0] ??
    placesIn(file, new RegExp(String.raw`(?<![\w$])${name}\s*[=:](?![=>])`))[0]
  )
}

function patternsOf(holder: Holder): RegExp[] {
  if (holder.kind !== 'property') return []
  const [, symbol] = /^Symbol\((.*)\)$/.exec(holder.key) ?? []
  return symbol === undefined
    ? [new RegExp(String.raw`${propertyIn(holder.key)}\s*=(?![=>])`)]
    : [new RegExp(String.raw`Symbol(?:\.for)?\(\s*['"\x60]${escaped(symbol)}['"\x60]\s*\)`)]
}

function placesIn(file: string, pattern: RegExp): Place[] {
  const text = readFile(file)?.toString() ?? ''
  return [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => {
    const before = text.slice(0, index).split('\n')
    return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  })
}
