import { knowledge } from '../../knowledge'
import type { Node, SourceCode } from '../rule'
import type { Known } from './known'
import { isNode, nameOf } from './syntax'

/** The parts of TypeScript's types that are asked, where typescript-eslint has them. */
interface Type {
  readonly symbol?: { readonly name: string; readonly declarations?: readonly Declaration[] }
  readonly typeArguments?: readonly Type[]
  readonly resolvedTypeArguments?: readonly Type[]
  getProperty(name: string): unknown
}

interface Declaration {
  getSourceFile(): { readonly fileName: string }
}

const makes = /^(?:create|open|make|start|connect|launch|build|new)(?![a-z])/

/** A helper that gives an object of a known class, wherever it was made: seen with type information only. */
export function typedMaker(node: Node, callee: Node, source: SourceCode): Known | undefined {
  if (node.type !== 'CallExpression' || !makes.test(nameOf(callee))) return undefined
  const type = awaited(typeOf(node, source))
  const name = type?.symbol?.name
  const file = type?.symbol?.declarations?.[0]?.getSourceFile().fileName
  if (name === undefined || file === undefined) return undefined
  const owner = /.*\/node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]?.replace('__', '/')
  const maker =
    owner === undefined ? undefined : knowledge.get(owner)?.makes?.find((one) => one.name === name)
  return maker === undefined || owner === undefined
    ? undefined
    : { ...maker, package: owner, what: `\`${name}\` of ${owner}` }
}

/** Does a call give a promise? Undefined where nobody knows. */
export function givesPromise(node: Node, source: SourceCode): boolean | undefined {
  const type = typeOf(node, source)
  return type === undefined ? undefined : type.getProperty('then') !== undefined
}

function typeOf(node: Node, { parserServices }: SourceCode): Type | undefined {
  if (!isObject(parserServices) || !isObject(parserServices['program'])) return undefined
  const ask = parserServices['getTypeAtLocation']
  return typeof ask === 'function' && isNode(node)
    ? ((ask as (node: Node) => unknown)(node) as Type)
    : undefined
}

function awaited(type: Type | undefined): Type | undefined {
  if (type?.symbol?.name !== 'Promise') return type
  return (type.resolvedTypeArguments ?? type.typeArguments)?.[0]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
