import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { readFile } from '../../../loading/read-file'
import { all, at, nameOf, pathOf } from '../../../eslint/reading/syntax'
import type { FileReading } from '../../../eslint/reading/file'
import type { Node, SourceCode, Variable } from '../../../eslint/rule'
import { parseSource } from '../source/parse-source'

/** A source of the project. */
interface Module {
  readonly file: string
  readonly source: SourceCode
}

const closers = /^(?:close|stop|dispose|end|destroy|quit|disconnect|shutdown|shutDown|terminate|release)$/
const deepest = 4

/** How an object of the project's own class, interface or factory is closed: where it has one method that says so. */
export function closerOfProject(
  { name, defs }: Variable,
  makes: readonly Node[],
  { source }: FileReading,
  file: string,
): string | undefined {
  const here: Module = { file, source }
  const annotated = at(at(at(defs[0]?.node, 'id'), 'typeAnnotation'), 'typeAnnotation')
  const members = membersOfType(annotated, here, 0) ?? membersMade(makes[0], here)
  const found = (members ?? []).filter((member) => closers.test(nameOf(at(member, 'key'))))
  const [closer] = found
  if (closer === undefined || new Set(found.map((each) => nameOf(at(each, 'key')))).size > 1) return undefined
  return `${isAsync(closer) ? 'await ' : ''}${name}.${nameOf(at(closer, 'key'))}()`
}

function membersMade(made: Node | undefined, module: Module): Node[] | undefined {
  const [first = '', method] = pathOf(at(made, 'callee')).split('.')
  if (made === undefined || first === '') return undefined
  const found = declarationOf(first, module, 0)
  if (found === undefined) return undefined
  const { node } = found
  if (made.type === 'NewExpression')
    return method === undefined ? membersOf(node, found.module, 0) : undefined
  if (method !== undefined) {
    const factory = all(at(node, 'body'), 'body').find((member) => nameOf(at(member, 'key')) === method)
    return membersOfType(returnOf(at(factory, 'value')), found.module, 0) ?? membersOf(node, found.module, 0)
  }
  return membersOfType(returnOf(node), found.module, 0)
}

function returnOf(fn: Node | undefined): Node | undefined {
  const own = /Declarator$/.test(fn?.type ?? '') ? at(fn, 'init') : fn
  return at(at(own, 'returnType'), 'typeAnnotation')
}

/** What a type has: `Promise<X>` what it is a promise of. */
function membersOfType(type: Node | undefined, module: Module, depth: number): Node[] | undefined {
  if (type?.type === 'TSTypeLiteral') return all(type, 'members')
  if (type?.type === 'TSUnionType')
    return all(type, 'types')
      .map((one) => membersOfType(one, module, depth))
      .find((members) => members !== undefined)
  if (type?.type !== 'TSTypeReference' || depth > deepest) return undefined
  const name = nameOf(at(type, 'typeName'))
  const given = at(type, 'typeParameters') ?? at(type, 'typeArguments')
  if (name === 'Promise') return membersOfType(all(given, 'params')[0], module, depth + 1)
  const found = declarationOf(name, module, depth)
  return found === undefined ? undefined : membersOf(found.node, found.module, depth + 1)
}

function membersOf(node: Node, module: Module, depth: number): Node[] | undefined {
  if (node.type === 'TSTypeAliasDeclaration') return membersOfType(at(node, 'typeAnnotation'), module, depth)
  if (!/^(?:Class|TSInterface)/.test(node.type)) return undefined
  const base = nameOf(at(node, 'superClass'))
  const parent = base === '' || depth > deepest ? undefined : declarationOf(base, module, depth + 1)
  return [
    ...all(at(node, 'body'), 'body').filter((member) => member.static !== true),
    ...(parent === undefined ? [] : (membersOf(parent.node, parent.module, depth + 1) ?? [])),
  ]
}

/** Where a name of a module is declared, in it or in a file of the project that it imports. */
function declarationOf(
  name: string,
  module: Module,
  depth: number,
): { readonly node: Node; readonly module: Module } | undefined {
  if (depth > deepest) return undefined
  for (const statement of all(module.source.ast, 'body')) {
    const declared = at(statement, 'declaration') ?? statement
    const own = [declared, ...all(declared, 'declarations')].find((each) => nameOf(at(each, 'id')) === name)
    if (own !== undefined && !isRequire(own)) return { node: own, module }
    const value = exportedAs(name, statement)
    if (value?.type === 'Identifier') return declarationOf(nameOf(value), module, depth + 1)
    if (value !== undefined) return { node: value, module }
    const imported = importedAs(name, statement, declared)
    const other = imported === undefined ? undefined : moduleAt(imported.from, module)
    const found = other === undefined ? undefined : declarationOf(imported?.name ?? '', other, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a statement exports by assignment, or as the default of its module. */
function exportedAs(name: string, statement: Node): Node | undefined {
  const declared = at(statement, 'declaration')
  if (statement.type === 'ExportDefaultDeclaration') return name === 'default' ? declared : undefined
  if (statement.type === 'ExportNamedDeclaration' && at(statement, 'source') === undefined) {
    const specifier = all(statement, 'specifiers').find((each) => nameOf(at(each, 'exported')) === name)
    const local = at(specifier, 'local')
    return nameOf(local) === name ? undefined : local
  }
  const assigned = at(statement, 'expression')
  const path = pathOf(at(assigned, 'left'))
  const isIt = name === 'default' ? path === 'module.exports' : path.endsWith(`exports.${name}`)
  return isIt ? at(assigned, 'right') : undefined
}

/** Where a name comes from, and what it is called there. */
function importedAs(
  name: string,
  statement: Node,
  declared: Node,
): { readonly from: string; readonly name: string } | undefined {
  const source = nameOf(at(statement, 'source'))
  const specifier = all(statement, 'specifiers').find(
    (each) => nameOf(at(each, 'exported') ?? at(each, 'local')) === name,
  )
  if (source !== '' && specifier !== undefined)
    return {
      from: source,
      name:
        specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : nameOf(at(specifier, 'imported') ?? at(specifier, 'local')),
    }
  if (statement.type === 'ExportAllDeclaration') return { from: source, name }
  for (const declarator of all(declared, 'declarations').filter(isRequire)) {
    const pattern = at(declarator, 'id')
    const from = nameOf(all(at(declarator, 'init'), 'arguments')[0])
    if (nameOf(pattern) === name) return { from, name: 'default' }
    const property = all(pattern, 'properties').find((each) => nameOf(at(each, 'value')) === name)
    if (property !== undefined) return { from, name: nameOf(at(property, 'key')) }
  }
  return undefined
}

function isRequire(declarator: Node): boolean {
  return pathOf(at(at(declarator, 'init'), 'callee')) === 'require'
}

function moduleAt(specifier: string, { file }: Module): Module | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined
  const path = resolve(dirname(file), specifier)
  const bare = path.replace(/\.[cm]?jsx?$/, '')
  const endings = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']
  const found = [
    path,
    ...endings.flatMap((ending) => [`${bare}.${ending}`, `${path}.${ending}`, join(path, `index.${ending}`)]),
  ].find((each) => existsSync(each) && statSync(each).isFile())
  if (found === undefined || /[\\/]node_modules[\\/]/.test(found)) return undefined
  const source = parseSource(String(readFile(found) ?? ''), found)
  return source === undefined ? undefined : { file: found, source }
}

/** Does what it returns have to be awaited? */
function isAsync(member: Node): boolean {
  const fn = at(member, 'value') ?? member
  if (fn.async === true) return true
  const annotated = at(at(fn, 'returnType') ?? at(member, 'typeAnnotation'), 'typeAnnotation')
  const type =
    annotated?.type === 'TSFunctionType'
      ? at(at(annotated, 'typeAnnotation') ?? at(annotated, 'returnType'), 'typeAnnotation')
      : annotated
  if (type !== undefined) return nameOf(at(type, 'typeName')) === 'Promise'
  return all(at(fn, 'body'), 'body').some(
    (statement) => statement.type === 'ReturnStatement' && at(statement, 'argument') !== undefined,
  )
}
