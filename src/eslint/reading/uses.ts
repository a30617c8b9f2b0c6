import type { Node, Variable } from '../rule'
import { type FileReading, functionOf, variableOf } from './file'
import type { Known } from './known'
import { all, around, at, hasSignal, inside, isFunction, nameOf, pathOf, statementOf } from './syntax'

/** What one mention of a variable does with what it holds. */
export interface Use {
  /** `escape`: it is out of sight, and somebody else may close it. */
  readonly kind: 'close' | 'escape' | 'open' | 'look'
  readonly node: Node
}

/** What closes something, by the names that are usual: whoever calls one of these means to. */
export const closing =
  /^(?:(?:async|force|graceful(?:ly)?|\$|try)?_?(?:close|end|stop|quit|disconnect|terminate|destroy|shutdown|dispose|release|clear|kill|unref|abort|cancel|exit|drain|clean|teardown|unsubscribe|forceShutdown))/i

const looksOnly =
  /^(?:request|supertest|expect|once|on|String|Boolean|Number|agent|isOpen|log|info|debug|error|warn|assert|ok|drizzle)$/
/** Methods that give the object itself, or one that is closed with it. */
export const givesItself =
  /^(?:listen|on|once|ref|connect|initialize|start|setTimeout|addListener|\$extends)$/

/** What becomes of what a variable holds. */
export function usesOf(variable: Variable, maker: Known, reading: FileReading, depth = 0): readonly Use[] {
  if (depth > 3) return variable.references.map(({ identifier }) => ({ kind: 'escape', node: identifier }))
  return variable.references.flatMap((reference) =>
    reference.isRead() ? useOf(reference.identifier, maker, reading, depth) : [],
  )
}

function useOf(identifier: Node, maker: Known, reading: FileReading, depth: number): readonly Use[] {
  const value = around(identifier)
  const { parent } = value
  const as = (kind: Use['kind'], node = value): Use[] => [{ kind, node }]
  if (parent == null) return as('escape')
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === value ? useOfMember(parent, maker, reading, depth) : as('look')
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === value ? as('look') : useAsArgument(parent, value, maker, reading, depth)
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
    case 'TSTypeQuery':
      return as('look')
    case 'ConditionalExpression':
      return as(parent.test === value ? 'look' : 'escape')
    case 'LogicalExpression':
      return isTested(parent) ? as('look') : as('escape')
    case 'ForOfStatement':
      return as(parent.right === value ? 'close' : 'escape')
    default:
      return as('escape')
  }
}

function useOfMember(member: Node, maker: Known, reading: FileReading, depth: number): readonly Use[] {
  const name = member.computed === true ? 'dispose' : nameOf(member.property)
  if (member.computed === true && !/dispose/i.test(reading.source.getText(at(member, 'property'))))
    return [{ kind: 'look', node: member }]
  if (maker.close.includes(name) || closing.test(name)) return [{ kind: 'close', node: member }]
  const outer = around(member)
  const call = outer.parent
  if (call?.type !== 'CallExpression' || call.callee !== outer) return [{ kind: 'look', node: member }]
  if (hasSignal(call)) return [{ kind: 'close', node: call }]
  if (name === 'then') return useOfAwaited(call, maker, reading, depth)
  const opened: Use[] = [{ kind: maker.opens?.includes(name) === true ? 'open' : 'look', node: member }]
  if (
    /^(?:on|once|addListener)$/.test(name) &&
    /^(?:exit|close|end)$/.test(nameOf(all(call, 'arguments')[0]))
  )
    opened.push({ kind: maker.type === 'worker-thread' ? 'close' : 'look', node: member })
  return givesItself.test(name) ? [...opened, ...useOfResult(call, maker, reading, depth)] : opened
}

/** `opening.then((pool) => pool.end())` */
function useOfAwaited(call: Node, maker: Known, reading: FileReading, depth: number): readonly Use[] {
  const [callback] = all(call, 'arguments')
  const given = isFunction(callback) ? variableOf(all(callback, 'params')[0], reading) : undefined
  return given === undefined ? [{ kind: 'escape', node: call }] : usesOf(given, maker, reading, depth + 1)
}

/** `const server = app.on(…).listen()`: what the call gives is the same object. */
function useOfResult(call: Node, maker: Known, reading: FileReading, depth: number): readonly Use[] {
  const value = around(call)
  const { parent } = value
  if (parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression') {
    const target = at(parent, parent.type === 'VariableDeclarator' ? 'id' : 'left')
    const alias = variableOf(target, reading)
    return alias === undefined ? [{ kind: 'escape', node: value }] : usesOf(alias, maker, reading, depth + 1)
  }
  if (parent?.type === 'MemberExpression' && parent.object === value)
    return useOfMember(parent, maker, reading, depth + 1)
  if (parent?.type === 'ExpressionStatement' || parent?.type === 'UnaryExpression') return []
  // The hook or test waits for it.
  if (parent?.type === 'ReturnStatement' || isFunction(parent))
    return givesPromise(call) ? [] : [{ kind: 'escape', node: value }]
  return [{ kind: 'escape', node: value }]
}

const givesPromise = (call: Node): boolean => /^(?:connect|initialize|start)$/.test(nameOf(call.callee))

function useAsArgument(
  call: Node,
  value: Node,
  maker: Known,
  reading: FileReading,
  depth: number,
): readonly Use[] {
  const name = nameOf(call.callee)
  if (closing.test(name) || maker.close.includes(name)) return [{ kind: 'close', node: call }]
  if (name === 'once' && /^(?:exit|close|end)$/.test(nameOf(all(call, 'arguments')[1])))
    return [{ kind: 'close', node: call }]
  const callee = at(call, 'callee')
  const fn = callee === undefined ? undefined : functionOf(inside(callee), reading)
  if (fn !== undefined) {
    const parameter = all(fn, 'params')[all(call, 'arguments').indexOf(value)]
    const variable = variableOf(parameter, reading)
    if (variable !== undefined) return usesOf(variable, maker, reading, depth + 1)
  }
  const path = pathOf(callee)
  if (looksOnly.test(name) || /^(?:console|assert|expect)\./.test(path)) return [{ kind: 'look', node: call }]
  return [{ kind: 'escape', node: call }]
}

/** Is a logical expression asked for no more than whether it is true? */
function isTested(node: Node): boolean {
  const { parent } = node
  if (parent == null) return false
  if (parent.type === 'LogicalExpression') return isTested(parent)
  return parent.test === node || parent.type === 'UnaryExpression' || parent === statementOf(node)
}
