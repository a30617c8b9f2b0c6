import { hookFor } from '../../../eslint/reading/advice'
import { blockOf, type Place, placeOf } from '../../../eslint/reading/place'
import { all, around, at, inside, nameOf, pathOf, statementOf } from '../../../eslint/reading/syntax'
import type { FileReading } from '../../../eslint/reading/file'
import type { Node } from '../../../eslint/rule'
import { type Edit, insertion } from '../../init/text-edits'
import { isAlone } from './in-finally'
import type { Opened } from './opened-at'
import { indentAt, styleOf } from './style'

/**
 * A hook behind the line, or the hook, that opens something: it runs before those that stand below. `moved` is a
 * statement of the wrong hook that closed it; a hook that does nothing else is renamed.
 */
export function inHook(
  { call }: Opened,
  place: Place,
  code: string,
  moved: Node | undefined,
  reading: FileReading,
): Edit[] | undefined {
  const { text } = reading.source
  const hook = hookFor(place.phase)
  const imported = importOf(hook, reading)
  if (imported === undefined) return undefined
  const statement = statementOf(place.phase === 'describe' || place.call === undefined ? call : place.call)
  if (moved !== undefined) {
    const wrong = placeOf(moved)
    if (blockOf(wrong.call) !== blockOf(place.call)) return undefined
    const callee = at(wrong.call, 'callee')
    const body = at(wrong.fn, 'body')
    const isAll = body?.type !== 'BlockStatement' || all(body, 'body').length === 1
    if (callee?.type === 'Identifier' && isAll)
      return [...imported, { start: callee.range[0], end: callee.range[1], text: hook }]
    if (!isAlone(moved, text)) return undefined
  }
  const { newline, semicolon, unit } = styleOf(text)
  const indent = indentAt(text, statement.range[0])
  const end = text.indexOf('\n', statement.range[1])
  const from = end === -1 ? text.length : text[end - 1] === '\r' ? end - 1 : end
  const async = code.startsWith('await ') ? 'async ' : ''
  const lines = [
    '',
    '',
    `${indent}${hook}(${async}() => {`,
    `${indent}${unit}${code}${semicolon}`,
    `${indent}})${semicolon}`,
  ]
  // What stands behind it keeps its distance.
  const isClose = text.slice(from).startsWith(newline) && /^\r?\n[ \t]*\S/.test(text.slice(from))
  const isLast = /^\s*\}/.test(text.slice(from))
  const added = insertion(from, lines.join(newline) + (isClose && !isLast ? newline : ''))
  return [...imported, added, ...(moved === undefined ? [] : [withoutLine(moved, text)])]
}

function withoutLine({ range }: Node, text: string): Edit {
  const end = text.indexOf('\n', range[1])
  return {
    start: text.lastIndexOf('\n', range[0] - 1) + 1,
    end: end === -1 ? text.length : end + 1,
    text: '',
  }
}

/** The hook among what a file takes from `@jest/globals`, where it takes anything. */
function importOf(hook: string, reading: FileReading): Edit[] | undefined {
  const { ast } = reading.source
  for (const statement of all(ast, 'body')) {
    const [declarator] = all(statement, 'declarations')
    const isImport = nameOf(at(statement, 'source')) === '@jest/globals'
    const init = at(declarator, 'init')
    const isRequire =
      pathOf(at(init, 'callee')) === 'require' && nameOf(all(init, 'arguments')[0]) === '@jest/globals'
    if (!isImport && !isRequire) continue
    const names = isImport ? all(statement, 'specifiers') : all(at(declarator, 'id'), 'properties')
    const [first] = names
    if (names.some((name) => nameOf(at(name, 'local') ?? at(name, 'value')) === hook)) return []
    if (first === undefined || !/^(?:ImportSpecifier|Property)$/.test(first.type)) return undefined
    return [insertion(first.range[0], `${hook}, `)]
  }
  return []
}

/** The one statement of the file that waits for a call, or makes it. */
export function statementOfClose(call: Node): Node | undefined {
  const statement = statementOf(call)
  const value = at(statement, 'expression')
  if (statement.type !== 'ExpressionStatement' || value === undefined) return undefined
  return inside(value) === call || around(call) === value ? statement : undefined
}
