import { hookFor } from '../../../eslint/reading/advice'
import { readingOf } from '../../../eslint/reading/file'
import { placeOf, placesOf } from '../../../eslint/reading/place'
import { repeaterOf } from '../../../eslint/reading/repetition'
import { enclosingFunction } from '../../../eslint/reading/syntax'
import type { Context, SourceCode } from '../../../eslint/rule'
import type { ReportLeak } from '../../../report/model/model'
import { applyEdits, type Edit } from '../../init/text-edits'
import { allowanceFor } from './allowance'
import { closeCodeFor, closesOf } from './close-calls'
import { inFinally } from './in-finally'
import { inHook, statementOfClose } from './in-hook'
import { isGivenAway, isLocalTo, linesOf, type Opened, openedAt } from './opened-at'
import { unawaitedIn, waited } from './waited'

/** The test file of a leak: as the report names it, where it is, and what is in it. */
export interface TestSource {
  readonly name: string
  readonly path: string
  readonly source: SourceCode
}

/** Texts of the test file without the leak, the likeliest first, or why there is none. */
export interface Plan {
  readonly texts: readonly string[]
  readonly reason: string
}

/** Every edit of the test file that is certain to be meant, for one leak. */
export function candidatesFor(leak: ReportLeak, file: TestSource): Plan {
  const { source } = file
  const context: Context = { sourceCode: source, report: () => undefined }
  const { edits, reason } = closing(leak, file, context)
  const all = [...edits, ...unawaitedIn(context)]
  const texts = all.map((each) => applyEdits(source.text, each)).filter((text) => text !== source.text)
  return { texts: [...new Set(texts)], reason }
}

/** The test file with an allowance. */
export function allowed(leak: ReportLeak, reason: string, { name, source }: TestSource): string | undefined {
  const edits = allowanceFor(leak, reason, name, readingOf({ sourceCode: source, report: () => undefined }))
  return edits === undefined ? undefined : applyEdits(source.text, edits)
}

interface Closing {
  readonly edits: readonly Edit[][]
  readonly reason: string
}

function closing(leak: ReportLeak, { name, path }: TestSource, context: Context): Closing {
  const reading = readingOf(context)
  let reason: string | undefined
  for (const line of linesOf(leak, name)) {
    const where = `line ${String(line)}`
    const all = openedAt(line, leak, reading)
    if (all.length === 0) reason ??= `${where} keeps what it opens in no variable`
    for (const opened of all) {
      // Whoever called the function has it now.
      if (isGivenAway(opened.variable, opened.call)) continue
      const code = closeCodeFor(opened, leak, context, reading, path)
      const edits = placed(opened, code, context)
      if (edits.length > 0) return { edits, reason: '' }
      reason ??=
        code === undefined
          ? `it is not certain how \`${opened.variable.name}\` of ${where} is closed`
          : `it is not certain where \`${code}\` belongs, for ${where}`
    }
  }
  return { edits: [], reason: reason ?? 'no line of the test file opened it' }
}

/** The edits that put a close where it belongs, or wait for one that is there. */
function placed(opened: Opened, code: string | undefined, context: Context): Edit[][] {
  const reading = readingOf(context)
  const { call, variable } = opened
  const fn = enclosingFunction(call)
  const place = placesOf(call, reading).find(({ phase }) => phase !== 'function') ?? placeOf(call)
  // What a test opens, it closes itself, whoever else sees the variable.
  const isHere = isLocalTo(variable, fn) || place.phase === 'test'
  const closes = closesOf(variable)
  const edits: (Edit[] | undefined)[] = closes.map(({ call: close, isAwaited }) => {
    const statement = statementOfClose(close)
    const isRight = isHere || placeOf(close).phase === hookFor(place.phase)
    return statement === undefined || isAwaited || !isRight || code?.startsWith('await ') !== true
      ? undefined
      : waited(statement, code)
  })
  const [only] = closes
  const moved = only === undefined ? undefined : statementOfClose(only.call)
  // Several closes, or one within other code: somebody has thought about it.
  if (closes.length > 1 || (only !== undefined && moved === undefined)) return present(edits)
  const written = moved === undefined ? code : reading.source.getText(moved).replace(/;$/, '')
  if (written === undefined) return present(edits)
  if (isHere) {
    if (moved === undefined || enclosingFunction(moved) === fn)
      edits.push(inFinally(opened, written, moved, reading))
  } else if (repeaterOf(call, reading) === undefined) {
    const other = moved === undefined ? undefined : placeOf(moved).phase
    if (other === undefined || (/^after/.test(other) && other !== hookFor(place.phase)))
      edits.push(inHook(opened, place, written, moved, reading))
  }
  return present(edits)
}

function present(edits: readonly (Edit[] | undefined)[]): Edit[][] {
  return edits.filter((each) => each !== undefined)
}
