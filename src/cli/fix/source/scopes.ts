import { all, at, isFunction } from '../../../eslint/reading/syntax'
import type { Node, Reference, Scope, SourceCode, Variable } from '../../../eslint/rule'
import { walk } from '../../../eslint/reading/file'

interface OwnScope extends Scope {
  readonly upper: OwnScope | null
  readonly set: Map<string, Variable>
  /** `var` goes up to the function or module around it. */
  readonly isFunction: boolean
}

type Definition = Variable['defs'][number]

const opensScope =
  /^(?:Program|BlockStatement|For(?:In|Of)?Statement|SwitchStatement|CatchClause|Class(?:Declaration|Expression)|StaticBlock|TSModuleBlock)$/
/** Types name nothing that a test could close. */
const types = /^(?:typeAnnotation|returnType|typeParameters|typeArguments|superTypeParameters|implements)$/

/** Which names are known where, and who uses them: as much of a scope manager as the rules ask for. */
export function scopesOf(ast: Node, allKeys: SourceCode['visitorKeys']): SourceCode['getScope'] {
  const keys = Object.fromEntries(
    Object.entries(allKeys).map(([type, names]) => [type, names?.filter((name) => !types.test(name))]),
  )
  const scopes = new Map<Node, OwnScope>()
  const scopeAt = (node: Node): OwnScope => {
    for (let current: Node | null | undefined = node; current != null; current = current.parent) {
      const scope = scopes.get(current)
      if (scope !== undefined) return scope
    }
    throw new Error('expected a node of this source')
  }
  const bindings = new Set<Node>()
  const declare = (scope: OwnScope, pattern: Node | undefined, definition: Definition): void => {
    for (const name of namesIn(pattern)) {
      bindings.add(name)
      const known = scope.set.get(String(name.name))
      if (known === undefined)
        scope.set.set(String(name.name), {
          name: String(name.name),
          scope,
          defs: [definition],
          references: [],
        })
      else (known.defs as Definition[]).push(definition)
    }
  }
  walk(ast, keys, (node) => {
    if (isFunction(node) || opensScope.test(node.type)) {
      const upper = node.parent == null ? null : scopeAt(node.parent)
      const isBody = node.type === 'BlockStatement' && isFunction(node.parent)
      if (!isBody) scopes.set(node, { upper, set: new Map(), isFunction: isFunction(node) || node === ast })
    }
    declareOf(node, scopeAt, declare)
    return undefined
  })
  walk(ast, keys, (node) => {
    if (node.type !== 'Identifier' || bindings.has(node) || !isReference(node)) return undefined
    const name = String(node.name)
    let scope: OwnScope | null = scopeAt(node)
    while (scope !== null && !scope.set.has(name)) scope = scope.upper
    ;(scope?.set.get(name)?.references as Reference[] | undefined)?.push(referenceOf(node))
    return undefined
  })
  return scopeAt
}

function declareOf(
  node: Node,
  scopeAt: (node: Node) => OwnScope,
  declare: (scope: OwnScope, pattern: Node | undefined, definition: Definition) => void,
): void {
  const around = (): OwnScope => scopeAt(node.parent ?? node)
  if (/^Import\w*Specifier$/.test(node.type))
    declare(around(), at(node, 'local'), { type: 'ImportBinding', node, parent: node.parent ?? null })
  else if (isFunction(node)) {
    const named = node.type === 'FunctionDeclaration' ? around() : scopeAt(node)
    declare(named, at(node, 'id'), { type: 'FunctionName', node })
    for (const parameter of all(node, 'params'))
      declare(scopeAt(node), parameter, { type: 'Parameter', node })
  } else if (/^Class(?:Declaration|Expression)$/.test(node.type))
    declare(node.type === 'ClassDeclaration' ? around() : scopeAt(node), at(node, 'id'), {
      type: 'ClassName',
      node,
    })
  else if (node.type === 'CatchClause')
    declare(scopeAt(node), at(node, 'param'), { type: 'CatchClause', node })
  else if (node.type === 'VariableDeclarator') {
    let scope = scopeAt(node)
    while (node.parent?.kind === 'var' && !scope.isFunction && scope.upper !== null) scope = scope.upper
    declare(scope, at(node, 'id'), { type: 'Variable', node, parent: node.parent ?? null })
  }
}

/** The names that a pattern binds. */
function namesIn(pattern: Node | undefined): Node[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return all(pattern, 'properties').flatMap((property) =>
        namesIn(at(property, 'value') ?? at(property, 'argument')),
      )
    case 'ArrayPattern':
      return all(pattern, 'elements').flatMap(namesIn)
    case 'AssignmentPattern':
      return namesIn(at(pattern, 'left'))
    case 'RestElement':
      return namesIn(at(pattern, 'argument'))
    default:
      return []
  }
}

function isReference({ parent, range }: Node): boolean {
  const isIn = (field: string): boolean => at(parent, field)?.range[0] === range[0]
  if (/^(?:MemberExpression|OptionalMemberExpression)$/.test(parent?.type ?? ''))
    return parent?.computed === true || isIn('object')
  if (/^(?:Property|MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(parent?.type ?? ''))
    return parent?.computed === true || parent?.shorthand === true || !isIn('key')
  if (parent?.type === 'ExportSpecifier') return isIn('local')
  return !/^(?:Import|Labeled|Break|Continue|MetaProperty|TS(?!As|NonNull|Satisfies|TypeAssertion))/.test(
    parent?.type ?? '',
  )
}

function referenceOf(identifier: Node): Reference {
  let target = identifier
  while (
    /^(?:Property|ObjectPattern|ArrayPattern|RestElement|AssignmentPattern)$/.test(target.parent?.type ?? '')
  )
    target = target.parent ?? target
  const { parent } = target
  const isLeft = at(parent, 'left') === target && /^(?:Assignment|For)/.test(parent?.type ?? '')
  const isUpdate = parent?.type === 'UpdateExpression'
  const isWrite = isLeft || isUpdate
  const isRead = !isLeft || (parent?.type === 'AssignmentExpression' && parent.operator !== '=')
  return { identifier, isRead: () => isRead, isWrite: () => isWrite }
}
