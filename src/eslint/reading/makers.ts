import { knowledge } from '../../knowledge'
import { nodeCore } from '../../knowledge/node-core'
import type { Context, Node } from '../rule'
import { type FileReading, functionOf, readingOf, variableOf, walk } from './file'
import type { Known } from './known'
import { opensWith } from './options'
import { originOf, packageOf } from './origin'
import { projectMakers } from './settings'
import { around, at, inside, isCall, isFunction, nameOf, pathOf } from './syntax'
import { typedMaker } from './types'
import { usesOf } from './uses'

/** A call that makes a resource. */
export interface Made {
  readonly node: Node
  readonly maker: Known
}

const cache = new WeakMap<Node, readonly Made[]>()

/** Every place of a file that makes something that has to be closed. */
export function resourcesMadeIn(context: Context): readonly Made[] {
  const { ast } = context.sourceCode
  const found = cache.get(ast)
  if (found !== undefined) return found
  const reading = readingOf(context)
  const made = reading.calls.flatMap((node) => {
    const maker = makerOf(node, context, reading)
    return maker === undefined ? [] : [{ node, maker }]
  })
  cache.set(ast, made)
  return made
}

/** What a call makes that has to be closed. */
export function makerOf(node: Node, context: Context, reading: FileReading, depth = 0): Known | undefined {
  const callee = at(node, 'callee')
  if (callee === undefined || depth > 2) return undefined
  const maker =
    ofProject(callee, context, reading) ??
    ofPackage(node, callee, reading) ??
    ofListen(node, callee, reading) ??
    typedMaker(node, callee, context.sourceCode)
  return maker ?? ofFactory(node, callee, context, reading, depth)
}

function ofProject(callee: Node, context: Context, reading: FileReading): Known | undefined {
  const makers = projectMakers(context)
  if (makers.length === 0) return undefined
  const path = pathOf(callee)
  const origin = originOf(callee, reading)
  if (path === '' || isMocked(origin?.module, reading)) return undefined
  const maker = makers.find(({ name }) => name === path || path.endsWith(`.${name}`) || name === origin?.name)
  return maker === undefined ? undefined : { ...maker, what: `\`${maker.name}\`` }
}

function ofPackage(node: Node, callee: Node, reading: FileReading): Known | undefined {
  const origin = originOf(callee, reading)
  if (origin === undefined || isMocked(origin.module, reading)) return undefined
  const core = Object.hasOwn(nodeCore, origin.module) ? nodeCore[origin.module] : undefined
  const name = core === undefined ? packageOf(origin.module) : undefined
  const maker = (core ?? knowledge.get(name ?? '')?.makes)?.find((one) => one.name === origin.name)
  if (maker === undefined || reading.mocked.has(nameOf(callee)) || !opensWith(node, maker, reading))
    return undefined
  // Faked, it keeps nothing alive.
  if (maker.type === 'timer' && reading.calls.some(({ callee }) => pathOf(callee) === 'jest.useFakeTimers'))
    return undefined
  const own = maker.name === 'default' ? nameOf(callee) : maker.name
  const what = name === undefined ? `\`${own}\`` : `\`${own}\` of ${name}`
  return { ...maker, what, ...(name === undefined ? {} : { package: name }) }
}

/** `const server = app.listen()`: what listens is what it gives, whatever framework made the app. */
function ofListen(node: Node, callee: Node, reading: FileReading): Known | undefined {
  if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression') return undefined
  const object = at(callee, 'object')
  if (nameOf(callee.property) !== 'listen' || object?.type !== 'Identifier') return undefined
  const init = at(variableOf(object, reading)?.defs[0]?.node, 'init')
  const made = originOf(at(init, 'callee'), reading)
  if (made?.name === 'default' && /^(?:express|koa|polka|connect)$/.test(made.module)) return listening
  // Of an app that another module made, the name of what it gives tells.
  const isForeign = originOf(object, reading)?.module.startsWith('.') === true
  const target = around(node).parent
  const kept = nameOf(at(target, 'id') ?? at(target, 'left'))
  return isForeign && nameOf(object) === 'app' && /server|listener/i.test(kept) && node === around(node)
    ? listening
    : undefined
}

const listening: Known = {
  name: 'listen',
  close: ['close'],
  type: 'http-server',
  what: 'the server of `listen()`',
}

/** `open()` of the same file, when all that it gives is a resource. */
function ofFactory(
  node: Node,
  callee: Node,
  context: Context,
  reading: FileReading,
  depth: number,
): Known | undefined {
  const fn = node.type === 'CallExpression' ? functionOf(inside(callee), reading) : undefined
  if (fn === undefined) return undefined
  const given = valuesOf(fn, reading)
  const makers = given.map((value) => makerOfValue(value, context, reading, depth))
  const [first] = makers
  return makers.every((maker) => maker !== undefined && maker.what === first?.what) ? first : undefined
}

function makerOfValue(value: Node, context: Context, reading: FileReading, depth: number): Known | undefined {
  const node = inside(value)
  if (isCall(node)) return makerOf(node, context, reading, depth + 1)
  if (node.type !== 'Identifier') return undefined
  const variable = variableOf(node, reading)
  const definition = variable?.defs[0]
  const init =
    definition?.type === 'Variable' && at(definition.node, 'id')?.type === 'Identifier'
      ? at(definition.node, 'init')
      : undefined
  const made = init === undefined ? undefined : inside(init)
  if (made === undefined || !isCall(made)) return undefined
  const maker = makerOf(made, context, reading, depth + 1)
  if (maker === undefined || variable === undefined) return undefined
  const uses = usesOf(variable, maker, reading)
  // What the factory closes itself, or hands to somebody else beside its caller, is not the caller's to close.
  const isCallers = uses.every(
    ({ kind, node }) => kind !== 'close' && (kind !== 'escape' || isReturned(node)),
  )
  if (!isCallers) return undefined
  const isOpen = uses.some(({ kind }) => kind === 'open')
  return isOpen ? { ...maker, opens: undefined } : maker
}

function isReturned(node: Node): boolean {
  return around(node).parent?.type === 'ReturnStatement'
}

/** What a function returns. */
function valuesOf(fn: Node, { source }: FileReading): Node[] {
  const body = at(fn, 'body')
  if (body === undefined) return []
  if (body.type !== 'BlockStatement') return [body]
  const values: Node[] = []
  walk(body, source.visitorKeys, (node) => {
    if (isFunction(node)) return 'skip'
    const argument = node.type === 'ReturnStatement' ? at(node, 'argument') : undefined
    if (argument !== undefined) values.push(argument)
    return undefined
  })
  return values
}

function isMocked(module: string | undefined, { mocked }: FileReading): boolean {
  return module !== undefined && module !== '' && (mocked.has(module) || mocked.has(`node:${module}`))
}
