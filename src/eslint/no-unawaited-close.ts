import { isNode, metaOf, nameOf, type Node, type Rule } from './rule'

const hooks = /^(?:before|after)(?:All|Each)$/

/** What begins to close something, by the names that are usual. */
const closes =
  /^(?:close|end|stop|quit|\$?disconnect|terminate|destroy|shutdown|dispose|reset|cleanup|teardown)(?:[A-Z]\w*)?$/

/** Closes that are asynchronous whoever has them. Of `close()` and `end()` that depends on the object. */
const alwaysAsync = /^(?:quit|\$disconnect|terminate|resetInstance)$/

const afterPromise = /^(?:then|catch|finally)$/

/** In hooks, what closes something asynchronously has to be waited for: the next test begins meanwhile. */
export const noUnawaitedClose: Rule = {
  meta: metaOf('require that hooks wait for what they close'),
  create(context) {
    return {
      ExpressionStatement(statement) {
        if (!isInHook(statement)) return
        const call = closeIn(statement.expression, false)
        if (call !== undefined)
          context.report({
            node: statement,
            message: `nobody waits for \`${call}\`: \`await\` it, or return its promise from the hook`,
          })
      },
    }
  },
}

/** Is this a statement of a hook's own function, not of one inside it? */
function isInHook(statement: Node): boolean {
  let node = statement.parent
  while (node != null && !/Function/.test(node.type)) node = node.parent
  const call = node?.parent
  return call?.type === 'CallExpression' && hooks.test(nameOf(call.callee)) && takesNoCallback(node)
}

/** A hook with a parameter waits for its callback. */
function takesNoCallback(hook: Node | null | undefined): boolean {
  return Array.isArray(hook?.params) && hook.params.length === 0
}

/** The call that closes something and is dropped here; `promise`: something shows that it returns one. */
function closeIn(expression: unknown, promise: boolean): string | undefined {
  if (!isNode(expression)) return undefined
  if (expression.type === 'UnaryExpression' && expression.operator === 'void')
    return closeIn(expression.argument, true)
  if (expression.type === 'ChainExpression') return closeIn(expression.expression, promise)
  if (expression.type !== 'CallExpression' || !isNode(expression.callee)) return undefined
  const { callee } = expression
  if (callee.type !== 'MemberExpression') return undefined
  const method = nameOf(callee.property)
  if (afterPromise.test(method)) return closeIn(callee.object, true)
  if (!closes.test(method)) return undefined
  const owner = nameOf(callee.object)
  return promise || isAsync(owner, method, expression.arguments)
    ? `${owner === '' ? '' : `${owner}.`}${method}()`
    : undefined
}

function isAsync(owner: string, method: string, args: unknown): boolean {
  if (alwaysAsync.test(method)) return true
  if (method === 'end') return /pool$/i.test(owner)
  // With a callback the hook may be told.
  return method === 'close' && /server$/i.test(owner) && Array.isArray(args) && args.length === 0
}
