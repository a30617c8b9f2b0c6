import { closeCallOf } from '../wording/knowledge'
import { type FileReading, readingOf, variableOf, walk } from './reading/file'
import { makerOf } from './reading/makers'
import { isMockServer } from './reading/mock-server'
import { type Phase, phaseOfCall } from './reading/jest-calls'
import {
  all,
  around,
  at,
  enclosingFunction,
  type FunctionNode,
  inside,
  isCall,
  isFunction,
  nameOf,
} from './reading/syntax'
import { givesPromise } from './reading/types'
import { type Context, type Fix, metaOf, type Node, type Rule } from './rule'

/** What begins to close something, by the names that are usual. */
const closes =
  /^(?:close|end|stop|quit|\$?disconnect|terminate|destroy|shutdown|dispose|reset|cleanup|teardown)(?:[A-Z]\w*)?$/

/** Closes that are asynchronous whoever has them. Of `close()`, `end()` and `terminate()` that depends on the object. */
const alwaysAsync = /^(?:quit|\$disconnect|resetInstance)$/

const afterPromise = /^(?:then|catch|finally)$/
/** What a promise of the end is called. */
const isEnd = /clos|exit|stopp|finish|done|end(?:ed|ing)?$/i
const gathers = /^(?:all|allSettled|race|any)$/

/** A close that nobody waits for. */
interface Forgotten {
  readonly text: string
  /** `await` alone would wait for it. */
  readonly isPromise: boolean
  /** What waits for it, where neither `await` nor `return` does. */
  readonly remedy?: string
}

/** In hooks, what closes something asynchronously has to be waited for: the next test begins meanwhile. */
export const noUnawaitedClose: Rule = {
  meta: metaOf('no-unawaited-close', 'require that hooks wait for what they close', { fixable: 'code' }),
  create(context) {
    const check = (value: Node, hook: FunctionNode): void => {
      const found = forgottenIn(value, false, context)
      if (found === undefined) return
      const isStatement = value.parent?.type === 'ExpressionStatement'
      if (isStatement && isWaitedForLater(found, value, hook, readingOf(context))) return
      const remedy = found.remedy ?? '`await` it, or return its promise from the hook'
      context.report({
        node: isStatement ? (value.parent ?? value) : value,
        message: `nobody waits for \`${found.text}\`: ${remedy}`,
        fix: hook.async === true && found.isPromise ? awaitIn(value) : null,
      })
    }
    return {
      ExpressionStatement(statement) {
        const hook = enclosingFunction(statement)
        const value = at(statement, 'expression')
        if (hook !== undefined && value !== undefined && isHook(hook)) check(value, hook)
      },
      // What a hook gives, and Jest does not wait for: a list, or nothing.
      ArrowFunctionExpression(hook) {
        const value = at(hook, 'body')
        if (value === undefined || !isFunction(hook) || !isHook(hook)) return
        if (
          value.type === 'UnaryExpression' ||
          value.type === 'ArrayExpression' ||
          eachOf(value, context) !== undefined
        )
          check(value, hook)
      },
      ReturnStatement(statement) {
        const hook = enclosingFunction(statement)
        const value = at(statement, 'argument')
        if (hook !== undefined && value?.type === 'ArrayExpression' && isHook(hook)) check(value, hook)
      },
      AwaitExpression(node) {
        const hook = enclosingFunction(node)
        const value = at(node, 'argument')
        if (hook !== undefined && value !== undefined && isHook(hook) && awaitsNothing(value))
          check(value, hook)
      },
    }
  },
}

/** Is this a hook's own function, one without parameter? A hook with a parameter waits for its callback. */
function isHook(fn: FunctionNode): boolean {
  const outer = around(fn)
  const phase: Phase | undefined = phaseOfCall(outer.parent)
  return phase !== undefined && /^(?:before|after)/.test(phase) && fn.params.length === 0
}

/** `await` of a list, or of `forEach()`, does not wait. */
function awaitsNothing(value: Node): boolean {
  return value.type === 'ArrayExpression' || (isCall(value) && nameOf(value.callee) === 'forEach')
}

/** The call that closes something and is dropped here; `promise`: something shows that it returns one. */
function forgottenIn(
  expression: Node | undefined,
  promise: boolean,
  context: Context,
): Forgotten | undefined {
  if (expression === undefined) return undefined
  if (expression.type === 'UnaryExpression' && expression.operator === 'void')
    return forgottenIn(at(expression, 'argument'), true, context)
  if (expression.type === 'ChainExpression')
    return forgottenIn(at(expression, 'expression'), promise, context)
  if (expression.type === 'ArrayExpression') return inList(expression, context)
  if (!isCall(expression) || expression.callee.type !== 'MemberExpression') return undefined
  const { callee } = expression
  const method = nameOf(callee.property)
  const first = all(expression, 'arguments')[0]
  if (nameOf(callee.object) === 'Promise' && gathers.test(method))
    return first?.type === 'ArrayExpression'
      ? promised(inList(first, context))
      : promised(first === undefined ? undefined : eachOf(first, context))
  if (afterPromise.test(method)) return forgottenIn(at(callee, 'object'), true, context)
  const each = eachOf(expression, context)
  if (each !== undefined) return each
  if (!closes.test(method)) return undefined
  const owner = nameOf(callee.object)
  const text = `${owner === '' ? '' : `${owner}.`}${method}()`
  if (promise) return { text, isPromise: true }
  if (!isAsync(expression, owner, method, context)) return undefined
  if (!/server$/i.test(owner) || givesPromise(expression, context.sourceCode) === true)
    return { text, isPromise: true }
  return { text, isPromise: false, remedy: `\`await new Promise((done) => ${owner}.${method}(done))\`` }
}

/** `server.close(); await closed`, `server.close(); await once(server, 'close')` */
function isWaitedForLater({ text }: Forgotten, close: Node, hook: Node, { source }: FileReading): boolean {
  const [owner = ''] = text.split('.')
  let waits = false
  walk(hook, source.visitorKeys, (node) => {
    const value = node.type === 'AwaitExpression' ? at(node, 'argument') : undefined
    if (value === undefined || node.range[0] < close.range[1]) return undefined
    const mentioned: readonly string[] = source.getText(value).match(/[\w$]+/g) ?? []
    waits ||= isCall(value) ? mentioned.includes(owner) : isEnd.test(nameOf(value))
    return undefined
  })
  return waits
}

function promised(found: Forgotten | undefined): Forgotten | undefined {
  return found === undefined ? undefined : { ...found, isPromise: true }
}

function inList(list: Node, context: Context): Forgotten | undefined {
  const found = all(list, 'elements').map((element) => forgottenIn(element, true, context))
  const [first] = found
  return first === undefined ? undefined : { text: first.text, isPromise: false }
}

/** `servers.forEach(async (server) => …)`: starts them all and waits for none. */
function eachOf(call: Node, context: Context): Forgotten | undefined {
  if (!isCall(call) || !/^(?:forEach|map)$/.test(nameOf(call.callee))) return undefined
  const [callback] = all(call, 'arguments')
  if (!isFunction(callback)) return undefined
  const body = at(callback, 'body')
  const values = body?.type === 'BlockStatement' ? all(body, 'body').map(valueOf) : [body]
  for (const value of values) {
    if (value === undefined) continue
    const found = forgottenIn(inside(value), callback.async === true, context)
    if (found !== undefined) return { text: found.text, isPromise: false }
  }
  return undefined
}

function valueOf(statement: Node): Node | undefined {
  return at(statement, 'expression') ?? at(statement, 'argument')
}

function isAsync(call: Node, owner: string, method: string, context: Context): boolean {
  const typed = givesPromise(call, context.sourceCode)
  if (typed !== undefined) return typed
  if (alwaysAsync.test(method)) return true
  if (isKnownAsync(call, method, context)) return true
  if (method === 'end') return /pool$/i.test(owner)
  if (method === 'terminate') return /worker|thread/i.test(owner)
  // With a callback the hook may be told.
  if (method !== 'close' || !/server$/i.test(owner) || all(call, 'arguments').length > 0) return false
  return !isMockServer(at(at(call, 'callee'), 'object'), readingOf(context))
}

/** The library's own documentation waits for it. */
function isKnownAsync(call: Node, method: string, context: Context): boolean {
  const reading: FileReading = readingOf(context)
  const object = at(at(call, 'callee'), 'object')
  const variable = variableOf(object === undefined ? undefined : inside(object), reading)
  if (variable === undefined || all(call, 'arguments').length > 0) return false
  const values = [
    ...variable.defs.map(({ node }) => at(node, 'init')),
    ...variable.references
      .filter((reference) => reference.isWrite())
      .map(({ identifier }) => at(identifier.parent, 'right')),
  ].flatMap((value) => (value === undefined ? [] : [inside(value)]))
  return values.some((value) => {
    const maker = isCall(value) ? makerOf(value, context, reading) : undefined
    return (
      maker !== undefined &&
      maker.close[0] === method &&
      (maker.type === 'worker-thread' ||
        (maker.package !== undefined && closeCallOf([maker.package])?.startsWith('`await') === true))
    )
  })
}

const awaitIn =
  (value: Node): Fix =>
  (fixer) =>
    value.type === 'UnaryExpression'
      ? fixer.replaceTextRange([value.range[0], at(value, 'argument')?.range[0] ?? value.range[0]], 'await ')
      : fixer.insertTextBefore(value, 'await ')
