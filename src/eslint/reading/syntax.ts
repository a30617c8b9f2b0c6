import type { Node } from '../rule'

/** What stands around an expression without changing what it is. */
const wrappers =
  /^(?:TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|TSTypeAssertion|ChainExpression|AwaitExpression|ParenthesizedExpression)$/

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** The child in a field, if there is one. */
export function at(node: Node | null | undefined, field: string): Node | undefined {
  const value = node?.[field]
  return isNode(value) ? value : undefined
}

/** The children in a field that holds several. */
export function all(node: Node | null | undefined, field: string): Node[] {
  const value = node?.[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export interface FunctionNode extends Node {
  readonly params: readonly unknown[]
}

export interface CallNode extends Node {
  readonly callee: Node
  readonly arguments: readonly unknown[]
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node != null && /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
  )
}

export function isCall(node: Node | null | undefined): node is CallNode {
  return node != null && (node.type === 'CallExpression' || node.type === 'NewExpression')
}

/** The name of `name` and of `object.name`. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return ''
  if (value.type === 'Identifier' || value.type === 'PrivateIdentifier') return String(value.name)
  if (value.type === 'ThisExpression') return 'this'
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : ''
  return value.type === 'MemberExpression' && value.computed !== true ? nameOf(value.property) : ''
}

/** `a.b.c` of plain names, else ''. */
export function pathOf(value: unknown): string {
  if (!isNode(value)) return ''
  const node = inside(value)
  if (node.type !== 'MemberExpression') return node.type === 'Literal' ? '' : nameOf(node)
  const object = pathOf(node.object)
  const name = node.computed === true ? '' : nameOf(node.property)
  return object === '' || name === '' ? '' : `${object}.${name}`
}

/** The expression within `await`, `as`, `!` and the like. */
export function inside(node: Node): Node {
  let current = node
  while (wrappers.test(current.type)) {
    const next = at(current, 'expression') ?? at(current, 'argument')
    if (next === undefined) return current
    current = next
  }
  return current
}

/** The outermost of the wrappers around an expression. */
export function around(node: Node): Node {
  let current = node
  while (current.parent != null && wrappers.test(current.parent.type)) current = current.parent
  return current
}

export function enclosingFunction(node: Node): FunctionNode | undefined {
  let current = node.parent
  while (current != null && !isFunction(current)) current = current.parent
  return current ?? undefined
}

export function isWithin(node: Node, outer: Node | undefined): boolean {
  return outer === undefined || (node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1])
}

/** The statement that a node is part of. */
export function statementOf(node: Node): Node {
  let current = node
  while (
    current.parent != null &&
    !/^(?:Program|BlockStatement|SwitchCase|StaticBlock)$/.test(current.parent.type)
  )
    current = current.parent
  return current
}

/** Is what an expression gives used by nobody? */
export function isDropped(node: Node): boolean {
  const outer = around(node)
  const { parent } = outer
  if (parent?.type === 'UnaryExpression' && parent.operator === 'void') return isDropped(parent)
  return parent?.type === 'ExpressionStatement'
}

/** Whoever gives a signal ends it by that. */
export function hasSignal(call: Node): boolean {
  return all(call, 'arguments').some((argument) =>
    all(argument, 'properties').some((property) => nameOf(property.key) === 'signal'),
  )
}
