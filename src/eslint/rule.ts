/** The parts of ESLint's API that the rules use, of ESLint 8.57 and later. */
export interface Node {
  readonly type: string
  readonly parent?: Node | null
  readonly [field: string]: unknown
}

export interface Comment {
  readonly type: string
  readonly value: string
  readonly loc: { readonly start: { readonly line: number } } | null | undefined
}

export interface Context {
  readonly sourceCode: { getAllComments(): readonly Comment[] }
  report(problem: { node?: Node; loc?: { line: number; column: number }; message: string }): void
}

export interface Rule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion'
    readonly docs: { readonly description: string; readonly url: string }
    readonly schema: []
  }
  create(context: Context): Record<string, (node: Node) => void>
}

/** The parts that every rule has alike. */
export function metaOf(description: string): Rule['meta'] {
  return {
    type: 'problem',
    docs: { description, url: 'https://www.npmjs.com/package/jest-leakguard' },
    schema: [],
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** The name of `name` and of `object.name`. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return ''
  if (value.type === 'Identifier' || value.type === 'PrivateIdentifier') return String(value.name)
  if (value.type === 'ThisExpression') return 'this'
  return value.type === 'MemberExpression' && value.computed !== true ? nameOf(value.property) : ''
}
