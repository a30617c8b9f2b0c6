import { blockOf, placesOf } from '../../../eslint/reading/place'
import { phaseOfCall } from '../../../eslint/reading/jest-calls'
import { all, at, isWithin, nameOf, statementOf } from '../../../eslint/reading/syntax'
import type { FileReading } from '../../../eslint/reading/file'
import type { Node } from '../../../eslint/rule'
import type { ReportLeak } from '../../../report/model/model'
import { type Edit, insertion } from '../../init/text-edits'
import { linesOf } from './opened-at'
import { indentAt, styleOf } from './style'

/** The comment that accepts a leak, above the test or block that owns it; for a whole file in its docblock. */
export function allowanceFor(
  leak: ReportLeak,
  reason: string,
  file: string,
  reading: FileReading,
): Edit[] | undefined {
  const { text } = reading.source
  const { newline } = styleOf(text)
  const said = `@leakguard-allow ${leak.type}: ${reason}`
  if (leak.owner.kind === 'file') return inDocblock(said, text, newline)
  const owner = declarationOf(leak, file, reading)
  if (owner === undefined) return undefined
  const { range } = statementOf(owner)
  return [insertion(range[0], `// ${said}${newline}${indentAt(text, range[0])}`)]
}

function inDocblock(said: string, text: string, newline: string): Edit[] {
  const [head = ''] = /^(?:#!.*\r?\n)?\s*/.exec(text) ?? []
  const block = /^\/\*\*[^]*?\*\//.exec(text.slice(head.length))?.[0]
  if (block === undefined)
    return [insertion(head.length, `/**${newline} * ${said}${newline} */${newline}${newline}`)]
  const before = block.slice(0, -2).trimEnd()
  const start = head.length + before.length
  return [{ start, end: head.length + block.length, text: `${newline} * ${said}${newline} */` }]
}

/** The call that declares the owner: by its titles, else by a line of it in the stack. */
function declarationOf({ owner, ...leak }: ReportLeak, file: string, reading: FileReading): Node | undefined {
  const kind = owner.kind === 'test' ? 'test' : 'describe'
  let outer: Node | undefined
  for (const [index, title] of owner.path.entries()) {
    const isLast = index === owner.path.length - 1
    const found = reading.calls.filter(
      (call) =>
        phaseOfCall(call) === (isLast ? kind : 'describe') &&
        titleOf(call) === title &&
        isWithin(call, outer) &&
        call !== outer,
    )
    if (found.length !== 1) return byLine({ owner, ...leak }, kind, file, reading)
    outer = found[0]
  }
  return outer
}

function titleOf(call: Node): string | undefined {
  const [first] = all(call, 'arguments')
  if (first?.type === 'TemplateLiteral' && all(first, 'expressions').length === 0)
    return String(
      (at(all(first, 'quasis')[0], 'value') ?? (all(first, 'quasis')[0]?.value as { cooked?: string }))
        .cooked,
    )
  return first?.type === 'Literal' ? nameOf(first) : undefined
}

function byLine(leak: ReportLeak, kind: string, file: string, reading: FileReading): Node | undefined {
  for (const line of linesOf(leak, file)) {
    for (const call of reading.calls.filter(({ loc }) => loc.start.line === line)) {
      const place = placesOf(call, reading).find(({ phase }) => phase !== 'function')
      const declared = kind === 'test' ? place?.call : blockOf(place?.call)?.parent
      if (declared != null && phaseOfCall(declared) === kind) return declared
    }
  }
  return undefined
}
