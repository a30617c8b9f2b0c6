import type { Context, Node, Scope, SourceCode, Variable } from '../rule'
import { phaseOfCall } from './jest-calls'
import { at, isCall, isNode, nameOf, pathOf } from './syntax'

/** What all rules read of a file, read once. */
export interface FileReading {
  readonly source: SourceCode
  /** Calls and `new`, in the order of the text. */
  readonly calls: readonly Node[]
  /** `name = value`. */
  readonly assignments: readonly Node[]
  readonly loops: readonly Node[]
  /** Modules that `jest.mock` replaces, and names that `jest.spyOn` does. */
  readonly mocked: ReadonlySet<string>
  readonly exportsSomething: boolean
  readonly isTest: boolean
}

const readings = new WeakMap<Node, FileReading>()

export function readingOf({ sourceCode }: Context): FileReading {
  const known = readings.get(sourceCode.ast)
  if (known !== undefined) return known
  const reading = read(sourceCode)
  readings.set(sourceCode.ast, reading)
  return reading
}

function read(source: SourceCode): FileReading {
  const calls: Node[] = []
  const assignments: Node[] = []
  const loops: Node[] = []
  const mocked = new Set<string>()
  let exportsSomething = false
  let isTest = false
  walk(source.ast, source.visitorKeys, (node) => {
    if (isCall(node)) {
      calls.push(node)
      isTest ||= phaseOfCall(node) !== undefined
      const path = pathOf(node.callee)
      const [first, second] = Array.isArray(node.arguments) ? (node.arguments as unknown[]) : []
      if (/^jest\.(?:mock|doMock|unstable_mockModule)$/.test(path)) mocked.add(nameOf(first))
      if (/^jest\.(?:spyOn|replaceProperty)$/.test(path)) mocked.add(nameOf(second))
    } else if (node.type === 'AssignmentExpression') {
      assignments.push(node)
      if (/^(?:module\.exports|exports)(?:\.|$)/.test(pathOf(node.left))) exportsSomething = true
    } else if (/^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(node.type)) loops.push(node)
    else if (/^(?:Export|TSExport)/.test(node.type)) exportsSomething = true
    return undefined
  })
  return { source, calls, assignments, loops, mocked, exportsSomething, isTest }
}

/** Visits a node and all below it, parents first. */
export function walk(
  node: Node,
  keys: SourceCode['visitorKeys'],
  visit: (node: Node) => 'skip' | undefined,
): void {
  if (visit(node) === 'skip') return
  for (const key of keys[node.type] ?? []) {
    const child = node[key]
    if (Array.isArray(child)) {
      for (const one of child) if (isNode(one)) walk(one, keys, visit)
    } else if (isNode(child)) walk(child, keys, visit)
  }
}

/** What a name stands for where it is used. */
export function variableOf(identifier: Node | undefined, { source }: FileReading): Variable | undefined {
  if (identifier?.type !== 'Identifier') return undefined
  const name = String(identifier.name)
  let scope: Scope | null = source.getScope(identifier)
  while (scope !== null) {
    const variable = scope.set.get(name)
    if (variable !== undefined) return variable
    scope = scope.upper
  }
  return undefined
}

/** The function of this file that a callee names: `open()`, or `open` as an argument. */
export function functionOf(callee: Node | undefined, reading: FileReading): Node | undefined {
  const definition = variableOf(callee, reading)?.defs[0]
  if (definition?.type === 'FunctionName') return definition.node
  const init = definition?.type === 'Variable' ? at(definition.node, 'init') : undefined
  return init !== undefined && /^(?:ArrowFunctionExpression|FunctionExpression)$/.test(init.type)
    ? init
    : undefined
}

/** The variable that holds a function of this file. */
export function holderOf(fn: Node, reading: FileReading): Variable | undefined {
  const name =
    fn.type === 'FunctionDeclaration'
      ? at(fn, 'id')
      : fn.parent?.type === 'VariableDeclarator'
        ? at(fn.parent, 'id')
        : undefined
  if (name === undefined) return undefined
  // The name of a function belongs to the scope around it.
  return variableOf(name, reading) ?? undefined
}
