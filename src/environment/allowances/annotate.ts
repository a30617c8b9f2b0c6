import { readIfThere } from '../../kept/fs'
import { allAnnotations, type Annotation, annotationsOf, docblockLines } from '../../annotations/comments'
import { unknownTag } from '../../annotations/docblock'
import { parseAllow } from '../../annotations/parse'
import type { Scope, TestFile } from '../../ownership/scope'
import { posixPath } from '../../report/posix-path'
import { framesOf } from '../../resources/trace/frames'
import type { Trace } from '../../resources/trace/trace'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import { leakTypes } from '../../wording/types'
import type { CircusDescribe, CircusTest } from '../jest/circus'
import { frameAt, placedError } from '../jest/placed-error'

export interface Declarations {
  readonly testFile: TestFile
  readonly rootDir: string
  readonly root: CircusDescribe
  /** Where each describe block was declared. */
  readonly blocks: ReadonlyMap<CircusDescribe, Trace>
  readonly scopeOf: (entry: CircusDescribe | CircusTest) => Scope
}

/**
 * Reads the comments above the tests and describe blocks of a file, through source maps, and gives each scope its
 * allowances. Returns an error for every annotation that is not valid.
 */
export function annotate({ testFile, rootDir, root, blocks, scopeOf }: Declarations): Error[] {
  const source = String(readIfThere(testFile.path) ?? '')
  const lines = source.split(/\r?\n/)
  const first = docblockLines(source) + 1
  const errors: Error[] = []
  const parsed = new Map<number, PlacedAllowance | undefined>()

  const parse = (annotation: Annotation, scope: PlacedAllowance['scope']): PlacedAllowance | undefined => {
    const { line, name, text } = annotation
    const where = `${posixPath(rootDir, testFile.path)}:${String(line)}`
    const frame = frameAt(testFile.path, line)
    const { allowance, problems } =
      name === '@leakguard-allow'
        ? parseAllow(text, where, leakTypes)
        : { allowance: undefined, problems: [unknownTag(where, name)] }
    errors.push(...problems.map((problem) => placedError(problem, frame)))
    return allowance && { ...allowance, scope, where, text: name, frame }
  }

  const visit = (entry: CircusDescribe | CircusTest, around: ReadonlySet<number>): void => {
    const trace = entry.type === 'test' ? entry.asyncError : blocks.get(entry)
    const declared = trace === undefined ? [] : linesIn(testFile.path, trace)
    // Whatever calls a helper that declares tests is a declaration; so are the blocks around, for themselves.
    for (const line of declared.filter((one) => !around.has(one))) {
      for (const annotation of annotationsOf(lines, line, first)) {
        const kind = entry.type === 'test' ? 'test' : 'describe'
        if (!parsed.has(annotation.line)) parsed.set(annotation.line, parse(annotation, kind))
        const allowance = parsed.get(annotation.line)
        const scope = scopeOf(entry)
        if (allowance === undefined || scope.allowances?.includes(allowance) === true) continue
        scope.allowances = [...(scope.allowances ?? []), allowance]
      }
    }
    if (entry.type === 'test') return
    for (const child of entry.children) visit(child, new Set([...around, ...declared]))
  }

  visit(root, new Set())
  for (const annotation of allAnnotations(lines, first)) {
    // Above nothing that was declared: it accepts nothing, but its mistakes are told.
    if (!parsed.has(annotation.line)) parse(annotation, 'test')
  }
  return errors
}

/** The lines of a file in a stack, innermost first. */
function linesIn(file: string, trace: Trace): number[] {
  return framesOf(trace).flatMap((frame) =>
    frame.file === file && frame.line !== undefined ? [frame.line] : [],
  )
}
