import { dirname, relative, sep } from 'node:path'

import { all, at, nameOf, pathOf } from '../../../eslint/reading/syntax'
import type { Node } from '../../../eslint/rule'
import type { ReportLeak } from '../../../report/model/model'
import { applyEdits, insertion } from '../../init/text-edits'
import { parseSource } from '../source/parse-source'
import { styleOf } from './style'

/**
 * A setup file that registers a singleton, in its own kind of modules: the imports behind its own, the call at its end.
 * `undefined` where the class has no name of its own, or the file is not plain code.
 */
export function registered(text: string, file: string, leak: ReportLeak, module: string): string | undefined {
  const { export: exported, name } = leak.facts
  const source = parseSource(text, file)
  if (source === undefined || typeof exported !== 'string' || typeof name !== 'string') return undefined
  const local = exported === 'default' ? name : exported
  if (!/^[\w$]+$/.test(local) || new RegExp(`\\b${local.replaceAll('$', '\\$')}\\b`).test(text))
    return undefined
  const { newline, semicolon } = styleOf(text)
  const body = all(source.ast, 'body')
  const isModule =
    body.some(({ type }) => /^(?:Import|Export|TSExport)/.test(type)) || /\.m[jt]s$|\.ts$/.test(file)
  const quote = /['"]/.exec(text)?.[0] ?? "'"
  const path = relative(dirname(file), module).split(sep).join('/')
  const specifier = `${path.startsWith('.') ? '' : './'}${isModule && /\.[cm]?js$/.test(module) ? path : path.replace(/\.[cm]?[jt]sx?$/, '')}`
  const line = (names: string, from: string): string =>
    isModule
      ? `import ${names} from ${quote}${from}${quote}${semicolon}`
      : `const ${names.replace(/^default as /, '')} = require(${quote}${from}${quote})${semicolon}`
  const lines = [
    ...(/\bregisterSingleton\b/.test(text) ? [] : [line('{ registerSingleton }', 'jest-leakguard')]),
    line(exported === 'default' ? (isModule ? local : `{ default: ${local} }`) : `{ ${local} }`, specifier),
  ]
  const last = body.findLast(isImport)
  const call = `registerSingleton(${local})${semicolon}${newline}`
  const end = text === '' || text.endsWith('\n') ? '' : newline
  const imports = lines.join(newline)
  return applyEdits(text, [
    last === undefined
      ? insertion(
          (body.find(({ directive }) => directive === undefined) ?? body[0])?.range[0] ?? 0,
          `${imports}${newline}${newline}`,
        )
      : insertion(last.range[1], `${newline}${imports}`),
    insertion(text.length, `${end}${call}`),
  ])
}

function isImport(statement: Node): boolean {
  if (statement.type === 'ImportDeclaration') return nameOf(at(statement, 'source')) !== ''
  return all(statement, 'declarations').some((each) => pathOf(at(at(each, 'init'), 'callee')) === 'require')
}
