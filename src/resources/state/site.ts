import { readFile } from '../../loading/read-file'
import type { Owner } from '../../verdict/leak'
import type { Patcher } from './patchers'
import type { Trace } from '../trace/trace'

/** Modules of the project that are looked into, at most. */
const mostFiles = 300

/** Where tests, blocks and hooks are declared. */
const declaration =
  /^[ \t]*(?:export\s+)?(?:it|test|fit|xit|describe|suite|beforeEach|afterEach|beforeAll|afterAll)\b/gm

interface Place {
  readonly file: string
  readonly offset: number
  readonly text: string
  /** The call of a package that puts back what the one at this place has changed. */
  readonly restore?: string
}

export interface SourceTrace extends Trace {
  readonly restore: string | undefined
}

/**
 * The line that changed something, found in the source text when somebody asks: what is watched is neither wrapped nor
 * proxied, so no stack tells. Empty when no line of the project, or more than one, can have done it.
 */
export function sourceTrace(
  owner: Owner,
  patterns: readonly RegExp[],
  files: () => readonly string[],
  patchers: readonly Patcher[] = [],
): SourceTrace {
  let found: { readonly place: Place | undefined } | undefined
  const place = (): Place | undefined => {
    found ??= { place: find(owner, patterns, files, patchers) }
    return found.place
  }
  return {
    get stack() {
      return stackOf(place())
    },
    get restore() {
      return place()?.restore
    },
  }
}

function find(
  owner: Owner,
  patterns: readonly RegExp[],
  files: () => readonly string[],
  patchers: readonly Patcher[],
): Place | undefined {
  const text = readFile(owner.file)?.toString() ?? ''
  const part = rangeOf(owner, text)
  const own = patterns.map((pattern) => search(pattern, owner.file, text, part))
  const near = own.find((places) => places.length > 0)
  if (near !== undefined) return near[0]
  // The file itself may have any package change what it likes.
  for (const { pattern, restore } of owner.kind === 'file' ? [] : patchers) {
    const [call] = search(pattern, owner.file, text, part)
    if (call !== undefined) return { ...call, restore }
  }
  const others = files()
    .filter((file) => file !== owner.file)
    .slice(0, mostFiles)
  const texts = [[owner.file, text], ...others.map((file) => [file, readFile(file)?.toString() ?? ''])]
  for (const pattern of patterns) {
    const places = texts.flatMap(([file = '', content = '']) => search(pattern, file, content))
    if (places.length > 0) return places.length === 1 ? places[0] : undefined
  }
  return undefined
}

/** From the declaration of a test or block to the next one; for a file all of it. */
function rangeOf({ kind, path }: Owner, text: string): readonly [start: number, end: number] {
  if (kind === 'file') return [0, text.length]
  let start = 0
  for (const title of path) {
    const at = text.indexOf(title, start)
    if (at === -1) return [0, 0]
    start = at
  }
  if (kind === 'describe') return [start, text.length]
  declaration.lastIndex = start
  return [start, declaration.exec(text)?.index ?? text.length]
}

/** The first two: there is none, one, or more than one. */
function search(
  pattern: RegExp,
  file: string,
  text: string,
  [start, end]: readonly [number, number] = [0, text.length],
): Place[] {
  const places: Place[] = []
  for (const { index } of text.slice(start, end).matchAll(new RegExp(pattern, 'g'))) {
    const place = { file, offset: start + index, text }
    if (!isComment(place)) places.push(place)
    if (places.length === 2) break
  }
  return places
}

function isComment({ offset, text }: Place): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset)
  return /^\s*(?:\/\/|\*|\/\*)/.test(line)
}

function stackOf(place: Place | undefined): string {
  if (place === undefined) return ''
  const before = place.text.slice(0, place.offset).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  return `Error\n    at ${place.file}:${String(before.length)}:${String(column)}`
}
