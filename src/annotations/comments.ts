/** An annotation in a comment, and the number of the line that it starts on. */
export interface Annotation {
  readonly line: number
  /** `@leakguard-allow` or whatever was written in its place. */
  readonly name: string
  readonly text: string
}

/** A line of a comment; lines of one block comment have the same `block`. */
interface CommentLine {
  readonly line: number
  readonly text: string
  readonly block: number | undefined
}

const annotation = /^(@leakguard[\w-]*)\s*(.*)$/
/** Where a table begins; rows may speak of one. */
const table = /\.each\s*(?:[(<`]|$)/
/** Where a block comment begins; within one there are paths such as `src/*.js`. */
const blockStart = /(?:^|[\s;,(){}])\/\*/
/** How far up a table of `each` may begin. */
const longestTable = 500

/** How many lines Jest's docblock takes, the comment that a file starts with: it is about the whole file. */
export function docblockLines(source: string): number {
  const [docblock] = /^\s*\/\*\*?[^]*?\*\//.exec(source) ?? []
  return docblock === undefined ? 0 : docblock.split('\n').length
}

/**
 * The annotations of the declaration at a line of a test file: in the comments directly above it, or on the line
 * itself. `first` is the first line that counts, the one after the docblock.
 */
export function annotationsOf(lines: readonly string[], declaredAt: number, first: number): Annotation[] {
  const declaration = startOfDeclaration(lines, declaredAt)
  return [...annotationsIn(commentAbove(lines, declaration, first)), ...onLine(lines, declaration)]
}

/** Every annotation that stands in a comment of its own, wherever it is: none may be lost. */
export function allAnnotations(lines: readonly string[], first: number): Annotation[] {
  let inTemplate = false
  return lines.flatMap((text, index) => {
    const line = index + 1
    // Sources in template strings are not this file's.
    const wasInTemplate = inTemplate
    if (countOf(/(?<!\\)`/g, text) % 2 === 1) inTemplate = !inTemplate
    if (wasInTemplate || line < first) return []
    const [, own = ''] = /^\s*(?:\/\/+|\/\*+|\*)\s*(@leakguard.*)$/.exec(text) ?? []
    return annotationAt(line, withoutEnd(own))
  })
}

/** The annotation that a text on this line starts with. */
function annotationAt(line: number, text: string): Annotation[] {
  const [, name, rest = ''] = annotation.exec(text) ?? []
  return name === undefined ? [] : [{ line, name, text: rest }]
}

function countOf(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length
}

/** A call with a table is reported where the table ends: `])('name', ...)`. */
function startOfDeclaration(lines: readonly string[], line: number): number {
  if (!endsTable(lines[line - 1] ?? '')) return startOfChain(lines, line)
  for (let above = line; above > Math.max(0, line - longestTable); above--) {
    if (table.test(lines[above - 1] ?? '')) return startOfChain(lines, above)
  }
  return line
}

/** Or is all of a table that begins there. */
function endsTable(text: string): boolean {
  const closesMore = countOf(/[)\]}]/g, text) > countOf(/[([{]/g, text)
  return /^\s*[\])}`]/.test(text) || closesMore || /\]\s*\)\s*\(/.test(text)
}

/** `test\n  .each(...)` */
function startOfChain(lines: readonly string[], line: number): number {
  let start = line
  while (start > 1 && /^\s*\./.test(lines[start - 1] ?? '')) start--
  return start
}

function commentAbove(lines: readonly string[], declaration: number, first: number): CommentLine[] {
  const found: CommentLine[] = []
  let line = declaration - 1
  while (line >= first) {
    const text = lines[line - 1]?.trim() ?? ''
    if (text.startsWith('//')) {
      found.unshift({ line, text: text.replace(/^\/\/+\s*/, ''), block: undefined })
    } else if (text.endsWith('*/')) {
      const block = line
      while (line > first && !blockStart.test(lines[line - 1] ?? '')) line--
      for (let inside = block; inside >= line; inside--) {
        found.unshift({ line: inside, text: bare(lines[inside - 1] ?? ''), block })
      }
    } else {
      return found
    }
    line--
  }
  return found
}

/** A line of a block comment without what makes it one. */
function bare(text: string): string {
  return withoutEnd(text.trim().replace(/^(?:\/\*+|\*(?!\/))\s*/, ''))
}

function withoutEnd(text: string): string {
  return text.replace(/\s*\*+\/\s*$/, '')
}

/** Within a block comment, a reason goes on until the next tag. */
function annotationsIn(comment: readonly CommentLine[]): Annotation[] {
  const found: Annotation[] = []
  let open: number | undefined
  for (const { line, text, block } of comment) {
    const [begun] = annotationAt(line, text)
    const last = found.at(-1)
    if (begun !== undefined) {
      found.push(begun)
      open = block
    } else if (last !== undefined && block !== undefined && block === open && !text.startsWith('@')) {
      found[found.length - 1] = { ...last, text: `${last.text} ${text}`.trim() }
    } else {
      open = undefined
    }
  }
  return found
}

function onLine(lines: readonly string[], line: number): Annotation[] {
  const text = lines[line - 1] ?? ''
  const comments = [/\/\/\s*(@leakguard.*)$/, /\/\*+\s*(@leakguard.*?)\s*\*+\//]
  return comments.flatMap((comment) => annotationAt(line, comment.exec(text)?.[1] ?? ''))
}
