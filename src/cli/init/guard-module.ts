import { parse } from '@babel/parser'
import type { ExportNamedDeclaration, Statement } from '@babel/types'

import { applyEdits, type Edit, insertion } from './text-edits'

type Node = Statement | { readonly start?: number | null; readonly end?: number | null }

/**
 * A configuration in JavaScript or TypeScript with `withLeakGuard()` around what it exports, the rest as it was;
 * `undefined` when its export is of no known kind.
 */
export function guardModule(text: string, file: string): string | undefined {
  const body = statementsOf(text, file)
  if (body === undefined || /\bwithLeakGuard\b/.test(text)) return undefined
  const wrapping = guardExport(body, text)
  if (wrapping === undefined) return undefined
  return applyEdits(text, [...wrapping, ...(appends(wrapping, text) ? [] : [addImport(body, text)])])
}

/** The same text naming another environment, where it names this one as a word of its own, once. */
export function replaceEnvironment(text: string, given: RegExp, name: string): string | undefined {
  const found = [...text.matchAll(/\btestEnvironment['"]?\s*:\s*(['"`])([^'"`]*)\1/g)].filter(
    ([, , value = '']) => given.test(value),
  )
  const [match] = found
  if (found.length !== 1 || match === undefined) return undefined
  const [whole, quote = '', value = ''] = match
  const end = match.index + whole.length - 1
  return applyEdits(text, [{ start: end - value.length - quote.length + 1, end, text: name }])
}

function statementsOf(text: string, file: string): Statement[] | undefined {
  try {
    const isTypeScript = /\.[cm]?ts$/.test(file)
    return parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      createParenthesizedExpressions: true,
      plugins: isTypeScript ? ['typescript'] : ['jsx'],
    }).program.body
  } catch {
    return undefined
  }
}

function guardExport(body: readonly Statement[], text: string): Edit[] | undefined {
  for (const statement of body) {
    if (statement.type === 'TSExportAssignment') return around(statement.expression)
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement
      if (declaration.type !== 'FunctionDeclaration' || declaration.id == null) return around(declaration)
      // Its name may be used elsewhere.
      return [
        { start: startOf(statement), end: startOf(declaration), text: '' },
        insertion(endOf(statement), `\n\nexport default withLeakGuard(${declaration.id.name})`),
      ]
    }
    if (statement.type === 'ExportNamedDeclaration') {
      const edits = guardSpecifier(statement, text)
      if (edits !== undefined) return edits
    }
  }
  return guardCommonJs(body, text)
}

/** `export { config as default }`, and the same from another module. */
function guardSpecifier(statement: ExportNamedDeclaration, text: string): Edit[] | undefined {
  const { specifiers, source } = statement
  const nameOf = (node: { type: string; name?: string; value?: string }): string =>
    node.name ?? node.value ?? ''
  const index = specifiers.findIndex(({ exported }) => nameOf(exported) === 'default')
  const specifier = specifiers[index]
  if (specifier?.type !== 'ExportSpecifier') return undefined
  const local = nameOf(specifier.local)
  const name = source == null ? local : 'sharedConfig'
  const from = source == null ? '' : text.slice(startOf(source), endOf(source))
  const rest = specifiers.filter((other) => other !== specifier)
  const semicolon = text[endOf(statement) - 1] === ';' ? ';' : ''
  const kept = rest.map((other) => text.slice(startOf(other), endOf(other))).join(', ')
  const lines = [
    ...(from === '' ? [] : [`import { ${local} as ${name} } from ${from}${semicolon}`]),
    ...(rest.length === 0 ? [] : [`export { ${kept} }${from === '' ? '' : ` from ${from}`}${semicolon}`]),
    `export default withLeakGuard(${name})${semicolon}`,
  ]
  return [{ start: startOf(statement), end: endOf(statement), text: lines.join('\n') }]
}

const append = "module.exports = require('jest-leakguard').withLeakGuard(module.exports)"

/** One assignment is wrapped where it stands; whatever else is done to `module.exports`, its outcome is. */
function guardCommonJs(body: readonly Statement[], text: string): Edit[] | undefined {
  const mentions = text.match(/\bexports\b/g) ?? []
  if (mentions.length === 0 || /^export\s/m.test(text)) return undefined
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue
    const { left, right } = statement.expression
    if (mentions.length === 1 && text.slice(startOf(left), endOf(left)) === 'module.exports')
      return around(right)
  }
  if (/\bexports\.default\b|__esModule/.test(text)) return undefined
  return [{ start: text.trimEnd().length, end: text.length, text: `\n\n${append}\n` }]
}

function appends([edit]: readonly Edit[], text: string): boolean {
  return edit?.end === text.length && edit.text.includes(append)
}

function around(node: Node): Edit[] {
  return [insertion(startOf(node), 'withLeakGuard('), insertion(endOf(node), ')')]
}

/** In the style of the file: its quotes, its semicolons, behind what it imports already. */
function addImport(body: readonly Statement[], text: string): Edit {
  const isModule = body.some(({ type }) => /^(?:Import|Export|TSExport)/.test(type))
  const quote = /['"]/.exec(text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''))?.[0] ?? "'"
  const semicolon = /;[ \t]*$/m.test(text) ? ';' : ''
  const name = `${quote}jest-leakguard${quote}`
  const line = isModule
    ? `import { withLeakGuard } from ${name}${semicolon}`
    : `const { withLeakGuard } = require(${name})${semicolon}`
  const last = body.findLast((statement) => isImport(statement, text))
  if (last !== undefined) return insertion(endOf(last), `\n${line}`)
  return insertion(headOf(body, text), `${line}\n\n`)
}

function isImport(statement: Statement, text: string): boolean {
  if (statement.type === 'ImportDeclaration' || statement.type === 'TSImportEqualsDeclaration') return true
  return (
    statement.type === 'VariableDeclaration' &&
    /\brequire\(['"][^'"]*['"]\)/.test(text.slice(startOf(statement), endOf(statement)))
  )
}

/** Before the first statement and the comment that belongs to it, behind what is said of the whole file. */
function headOf([first]: readonly Statement[], text: string): number {
  if (first === undefined) return 0
  const start = startOf(first)
  const comment = first.leadingComments?.at(-1)
  const isItsOwn =
    comment?.type === 'CommentBlock' &&
    comment.value.startsWith('*') &&
    !comment.value.includes('@jest-config') &&
    /^[ \t]*\r?\n$/.test(text.slice(comment.end, start))
  return isItsOwn ? (comment.start ?? start) : start
}

function startOf({ start }: Node): number {
  return start ?? 0
}

function endOf({ end }: Node): number {
  return end ?? 0
}
