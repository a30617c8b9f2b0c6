import type { Node, Variable } from '../rule'
import { isExpectedToFail } from './expectation'
import { type FileReading, variableOf } from './file'
import type { Made } from './makers'
import { around, at, isFunction, nameOf } from './syntax'
import { closing, givesItself, type Use, usesOf } from './uses'

/** Who holds what a call has made. */
export type Keeping =
  | { readonly kind: 'dropped'; readonly opened: boolean }
  | { readonly kind: 'variable'; readonly variable: Variable; readonly opened: boolean }
  /** It is closed where it is made, or somebody else's from there. */
  | { readonly kind: 'elsewhere' }

const elsewhere: Keeping = { kind: 'elsewhere' }
const waits = /^(?:then|catch|finally)$/

export function keepingOf({ node, maker }: Made, reading: FileReading): Keeping {
  if (isExpectedToFail(node, reading)) return elsewhere
  let value = around(node)
  let opened = maker.opens === undefined
  // `createServer(…).on(…).listen(0)`
  while (value.parent?.type === 'MemberExpression' && value.parent.object === value) {
    const member = value.parent
    const name = nameOf(member.property)
    const call = around(member).parent
    if (call?.type !== 'CallExpression' || call.callee !== around(member)) return elsewhere
    if (member.computed === true || closing.test(name) || maker.close.includes(name)) return elsewhere
    // What follows a promise may close it.
    if (waits.test(name)) return elsewhere
    opened ||= maker.opens?.includes(name) === true
    value = around(call)
    if (!givesItself.test(name)) return { kind: 'dropped', opened }
  }
  const { parent } = value
  if (parent?.type === 'ExpressionStatement') return { kind: 'dropped', opened }
  if (parent?.type === 'UnaryExpression') return { kind: 'dropped', opened }
  const variable = targetOf(parent, value, reading)
  return variable === undefined ? elsewhere : { kind: 'variable', variable, opened }
}

function targetOf(parent: Node | null | undefined, value: Node, reading: FileReading): Variable | undefined {
  if (parent?.type === 'VariableDeclarator') {
    const isUsing = /using$/.test(String(parent.parent?.kind))
    return isUsing ? undefined : variableOf(at(parent, 'id'), reading)
  }
  if (parent?.type !== 'AssignmentExpression' || parent.right !== value) return undefined
  const around = parent.parent
  if (around?.type !== 'ExpressionStatement' && !isFunction(around)) return undefined
  return variableOf(at(parent, 'left'), reading)
}

/** What becomes of a resource that a variable holds; undefined where it gets out of sight. */
export function fateOf(
  { maker }: Made,
  { variable, opened }: Extract<Keeping, { kind: 'variable' }>,
  reading: FileReading,
): { readonly opened: boolean; readonly closes: readonly Node[] } | undefined {
  const uses: readonly Use[] = usesOf(variable, maker, reading)
  if (isExported(variable) || uses.some(({ kind }) => kind === 'escape')) return undefined
  return {
    opened: opened || uses.some(({ kind }) => kind === 'open'),
    closes: uses.filter(({ kind }) => kind === 'close').map(({ node }) => node),
  }
}

function isExported({ defs }: Variable): boolean {
  return defs.some(({ parent, node }) => /^Export/.test((parent?.parent ?? node.parent)?.type ?? ''))
}
