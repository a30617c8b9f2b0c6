import type { Node } from '../rule'
import { type FileReading, variableOf } from './file'
import { all, at, inside, nameOf, pathOf } from './syntax'

/** Where a value comes from: `{ module: 'pg', name: 'Pool' }`; `module: ''` is a global. */
export interface Origin {
  readonly module: string
  /** `default` is also what a CommonJS module is as a whole. */
  readonly name: string
}

/** Where what a callee names was imported from. */
export function originOf(expression: Node | undefined, reading: FileReading, depth = 0): Origin | undefined {
  if (expression === undefined || depth > 4) return undefined
  const node = inside(expression)
  if (node.type === 'Identifier') return originOfName(node, reading, depth)
  if (node.type === 'MemberExpression' && node.computed !== true)
    return memberOf(originOf(at(node, 'object'), reading, depth + 1), nameOf(node.property))
  if (node.type === 'ImportExpression') return moduleOf(at(node, 'source'))
  const isRequire = /^(?:require|jest\.requireActual)$/.test(pathOf(node.callee))
  return node.type === 'CallExpression' && isRequire ? moduleOf(all(node, 'arguments')[0]) : undefined
}

function originOfName(node: Node, reading: FileReading, depth: number): Origin | undefined {
  const variable = variableOf(node, reading)
  const definition = variable?.defs[0]
  if (definition === undefined) return { module: '', name: nameOf(node) }
  if (definition.type === 'ImportBinding') {
    const origin = moduleOf(at(definition.parent, 'source'))
    return definition.node.type === 'ImportSpecifier'
      ? memberOf(origin, nameOf(definition.node.imported))
      : origin
  }
  if (definition.type !== 'Variable') return undefined
  const from = originOf(at(definition.node, 'init'), reading, depth + 1)
  const pattern = at(definition.node, 'id')
  if (from === undefined || from.module === '' || pattern?.type !== 'ObjectPattern') return from
  const property = all(pattern, 'properties').find(({ value }) => nameOf(value) === variable?.name)
  return property === undefined ? undefined : memberOf(from, nameOf(property.key))
}

function moduleOf(specifier: Node | undefined): Origin | undefined {
  const name = specifier?.type === 'Literal' ? nameOf(specifier) : ''
  return name === '' ? undefined : { module: name.replace(/^node:/, ''), name: 'default' }
}

function memberOf(origin: Origin | undefined, name: string): Origin | undefined {
  if (origin === undefined || name === '' || name === 'default') return origin
  if (origin.module === '' && origin.name === 'globalThis') return { module: '', name }
  return { ...origin, name: origin.name === 'default' ? name : `${origin.name}.${name}` }
}

/** `@scope/name` of `@scope/name/lib/x`. */
export function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')
}
