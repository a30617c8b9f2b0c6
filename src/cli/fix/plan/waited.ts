import { noUnawaitedClose } from '../../../eslint/no-unawaited-close'
import { walk } from '../../../eslint/reading/file'
import { at, enclosingFunction, inside, isCall, nameOf } from '../../../eslint/reading/syntax'
import type { Context, Node, Problem } from '../../../eslint/rule'
import { type Edit, insertion } from '../../init/text-edits'
import { madeAsync } from './made-async'

/** Waiting for a close that a statement only begins; `code` is how it is waited for where `await` alone does not. */
export function waited(statement: Node, code: string | undefined): Edit[] | undefined {
  const fn = enclosingFunction(statement)
  const value = at(statement, 'expression')
  if (fn === undefined || value === undefined || statement.type !== 'ExpressionStatement') return undefined
  const async = madeAsync(fn)
  if (async === undefined) return undefined
  if (code?.startsWith('await new Promise') === true)
    return [...async, { start: value.range[0], end: value.range[1], text: code }]
  const start = value.range[0]
  if (value.type === 'UnaryExpression' && value.operator === 'void')
    return [...async, { start, end: at(value, 'argument')?.range[0] ?? start, text: 'await ' }]
  return isCall(inside(value)) && value.type !== 'AwaitExpression'
    ? [...async, insertion(start, 'await ')]
    : undefined
}

/** What the linter's rule finds that hooks do not wait for, each with the edit that waits. */
export function unawaitedIn(context: Context): Edit[][] {
  const problems: Problem[] = []
  const visitor = noUnawaitedClose.create({ ...context, report: (problem) => problems.push(problem) })
  walk(context.sourceCode.ast, context.sourceCode.visitorKeys, (node) => {
    visitor[node.type]?.(node)
    return undefined
  })
  return problems.flatMap(({ node }) => {
    const value = at(node, 'expression')
    const name = value === undefined ? '' : nameOf(at(inside(value), 'callee'))
    // What these give is a list, and no promise.
    const edits = node === undefined || /^(?:forEach|map)$/.test(name) ? undefined : waited(node, undefined)
    return edits === undefined ? [] : [edits]
  })
}
