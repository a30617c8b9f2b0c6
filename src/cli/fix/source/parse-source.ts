import { parse, type ParserPlugin } from '@babel/parser'

import type { Node, SourceCode } from '../../../eslint/rule'
import { isNode } from '../../../eslint/reading/syntax'
import { scopesOf } from './scopes'

type Child = Node & { parent?: Node | null }

/** A source as the rules of the ESLint plugin read it; `undefined` for what is no JavaScript or TypeScript. */
export function parseSource(text: string, file: string): SourceCode | undefined {
  const plugins: ParserPlugin[] = /\.[cm]?ts$/.test(file)
    ? ['typescript']
    : /\.tsx$/.test(file)
      ? ['typescript', 'jsx']
      : ['flow', 'jsx']
  try {
    const { program, errors } = parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      ranges: true,
      plugins: [...plugins, 'estree', 'decorators', 'explicitResourceManagement'],
    })
    return (errors ?? []).length > 0 ? undefined : sourceOf(program as unknown as Node, text)
  } catch {
    return undefined
  }
}

function sourceOf(ast: Node, text: string): SourceCode {
  const keys = new Map<string, Set<string>>()
  link(ast, keys)
  const visitorKeys = Object.fromEntries([...keys].map(([type, names]) => [type, [...names]]))
  return {
    ast,
    text,
    visitorKeys,
    getAllComments: () => [],
    getScope: scopesOf(ast, visitorKeys),
    getText: (node = ast) => text.slice(...node.range),
  }
}

/** Tells each node its parent, and collects in which fields nodes of a type have children. */
function link(node: Child, keys: Map<string, Set<string>>): void {
  const own = keys.get(node.type) ?? new Set<string>()
  keys.set(node.type, own)
  for (const [field, value] of Object.entries(node)) {
    if (field === 'parent' || /omments$/.test(field)) continue
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (!isNode(child)) continue
      own.add(field)
      ;(child as Child).parent = node
      link(child, keys)
    }
  }
}
