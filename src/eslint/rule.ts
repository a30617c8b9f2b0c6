/** The parts of ESLint's API that the rules use, of ESLint 8.57 and later. */
export interface Node {
  readonly type: string
  readonly parent?: Node | null
  readonly range: readonly [number, number]
  readonly loc: { readonly start: { readonly line: number; readonly column: number } }
  readonly [field: string]: unknown
}

export interface Comment {
  readonly type: string
  readonly value: string
  readonly loc: { readonly start: { readonly line: number } } | null | undefined
}

export interface Reference {
  readonly identifier: Node
  isRead(): boolean
  isWrite(): boolean
}

export interface Variable {
  readonly name: string
  readonly scope: Scope
  readonly defs: readonly { readonly type: string; readonly node: Node; readonly parent?: Node | null }[]
  readonly references: readonly Reference[]
}

export interface Scope {
  readonly upper: Scope | null
  readonly set: ReadonlyMap<string, Variable>
}

export interface SourceCode {
  readonly ast: Node
  readonly text: string
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>
  readonly parserServices?: Readonly<Record<string, unknown>>
  getAllComments(): readonly Comment[]
  getScope(node: Node): Scope
  getText(node?: Node): string
}

export interface Fixer {
  insertTextBefore(node: Node, text: string): unknown
  insertTextAfter(node: Node, text: string): unknown
  replaceTextRange(range: readonly [number, number], text: string): unknown
}

export type Fix = (fixer: Fixer) => unknown

export interface Problem {
  readonly node?: Node
  readonly loc?: { readonly line: number; readonly column: number }
  readonly message: string
  readonly fix?: Fix | null
  readonly suggest?: readonly { readonly desc: string; readonly fix: Fix }[]
}

export interface Context {
  readonly sourceCode: SourceCode
  readonly settings?: Readonly<Record<string, unknown>>
  readonly options?: readonly unknown[]
  report(problem: Problem): void
}

export interface Rule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion'
    readonly docs: { readonly description: string; readonly url: string }
    readonly schema: readonly object[]
    readonly fixable?: 'code'
    readonly hasSuggestions?: true
  }
  create(context: Context): Record<string, (node: Node) => void>
}

const page = 'https://github.com/jest-leakguard/jest-leakguard/blob/main/docs/eslint.md'

/** The parts that every rule has alike; editors link its section of the documentation. */
export function metaOf(
  name: string,
  description: string,
  more: Partial<Pick<Rule['meta'], 'schema' | 'fixable' | 'hasSuggestions'>> = {},
): Rule['meta'] {
  return {
    type: 'problem',
    docs: { description, url: `${page}#${name}` },
    schema: [],
    ...more,
  }
}
