import { phaseOfCall } from '../../../eslint/reading/jest-calls'
import { all, around, at, enclosingFunction, isFunction, statementOf } from '../../../eslint/reading/syntax'
import type { Node } from '../../../eslint/rule'
import { walk, type FileReading } from '../../../eslint/reading/file'
import { applyEdits, type Edit, insertion } from '../../init/text-edits'
import { madeAsync } from './made-async'
import type { Opened } from './opened-at'
import { indentAt, styleOf } from './style'

/**
 * The rest of a block in `try`, and the close in `finally`; `moved` is the statement that closed it when all went well.
 * `undefined` where lines hold more than one statement, or where it is used outside of its block.
 */
export function inFinally(
  { call, variable }: Opened,
  code: string,
  moved: Node | undefined,
  { source }: FileReading,
): Edit[] | undefined {
  const { text } = source
  const fn = enclosingFunction(call)
  const anchor = statementOf(call)
  const block = anchor.parent
  if (fn === undefined || block?.type !== 'BlockStatement') return undefined
  // A callback may be over long before what it started.
  const isRun =
    fn.async === true || fn.type === 'FunctionDeclaration' || phaseOfCall(around(fn).parent) !== undefined
  if (!isRun) return undefined
  const isDeclaredHere = variable.defs.every(({ node }) => statementOf(node).parent === block)
  if (!isDeclaredHere && block !== at(fn, 'body')) return undefined
  const async = code.startsWith('await ') ? madeAsync(fn) : []
  const end = text.indexOf('\n', anchor.range[1]) + 1
  const close = text.lastIndexOf('\n', block.range[1] - 1) + 1
  if (async === undefined || end === 0 || close < end) return undefined
  if (text.slice(close, block.range[1] - 1).trim() !== '' || !isBlank(text.slice(anchor.range[1], end)))
    return undefined
  if (moved !== undefined && (moved.parent !== block || moved.range[0] < end || !isAlone(moved, text)))
    return undefined
  const rest = all(block, 'body').filter(({ range }) => range[0] >= end)
  // A function that the test calls before it is declared would be out of its sight.
  if (rest.some(({ type }) => type === 'FunctionDeclaration')) return undefined
  const { newline, semicolon, unit } = styleOf(text)
  const indent = indentAt(text, anchor.range[0])
  const lines = linesIn(text, end, close).filter(
    ({ start, line }) =>
      moved === undefined || start + line.length <= moved.range[0] || start > moved.range[1],
  )
  while (lines[0]?.line.trim() === '') lines.shift()
  while (lines.at(-1)?.line.trim() === '') lines.pop()
  const finish = `${code}${semicolon}${newline}`
  if (lines.length === 0) return [...async, { start: end, end: close, text: `${indent}${finish}` }]
  const fixed = fixedLines(block, source)
  const awaits = fn.async === true ? unawaitedReturns(block, variable.name, source) : []
  const body = lines.map(({ start, line }) => {
    const isFixed = line.trim() === '' || fixed.some(([from, to]) => from < start && start <= to)
    const own = awaits.filter((at) => at >= start && at < start + line.length)
    return (
      (isFixed ? '' : unit) +
      applyEdits(
        line,
        own.map((at) => insertion(at - start, 'await ')),
      )
    )
  })
  const whole = `${indent}try {${newline}${body.join('')}${indent}} finally {${newline}${indent}${unit}${finish}${indent}}${newline}`
  return [...async, { start: end, end: close, text: whole }]
}

function linesIn(
  text: string,
  from: number,
  to: number,
): { readonly start: number; readonly line: string }[] {
  let start = from
  return (text.slice(from, to).match(/[^\n]*\n/g) ?? []).map((line) => {
    const found = { start, line }
    start += line.length
    return found
  })
}

/** Where what is returned still needs what `finally` closes. */
function unawaitedReturns(block: Node, name: string, source: FileReading['source']): number[] {
  const found: number[] = []
  walk(block, source.visitorKeys, (node) => {
    if (isFunction(node)) return 'skip'
    const value = node.type === 'ReturnStatement' ? at(node, 'argument') : undefined
    if (
      value?.type === 'CallExpression' &&
      new RegExp(`\\b${name.replace('$', '\\$')}\\b`).test(source.getText(value))
    )
      found.push(value.range[0])
    return undefined
  })
  return found
}

/** Texts over several lines, whose lines are not to be moved. */
function fixedLines(block: Node, { visitorKeys }: FileReading['source']): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  walk(block, visitorKeys, (node) => {
    if (/^(?:TemplateElement|Literal|JSXText)$/.test(node.type)) found.push(node.range)
    return undefined
  })
  return found
}

/** Is a statement all that stands on its lines? */
export function isAlone({ range }: Node, text: string): boolean {
  const start = text.lastIndexOf('\n', range[0] - 1) + 1
  const end = text.indexOf('\n', range[1])
  return (
    text.slice(start, range[0]).trim() === '' && isBlank(text.slice(range[1], end === -1 ? undefined : end))
  )
}

function isBlank(text: string): boolean {
  return /^\s*(?:\/\/.*)?\s*$/.test(text)
}
