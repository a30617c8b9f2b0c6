import { readingOf } from './reading/file'
import { isCall, isDropped, isNode, nameOf } from './reading/syntax'
import { metaOf, type Node, type Rule } from './rule'

/** `forceExit: true` in a Jest configuration hides whatever keeps Jest from exiting. */
export const noForceExit: Rule = {
  meta: metaOf('no-force-exit', 'disallow `forceExit: true` in Jest configurations'),
  create(context) {
    return {
      Property(property) {
        // A test of what Jest does is no configuration.
        if (readingOf(context).isTest) return
        const { key, value } = property
        const name = isNode(key) && key.type === 'Literal' ? String(key.value) : nameOf(key)
        if (property.computed === true || name !== 'forceExit' || isOfAnotherTool(property)) return
        if (isNode(value) && value.type === 'Literal' && value.value === true)
          context.report({
            node: property,
            message:
              '`forceExit: true` hides what keeps Jest from exiting; `npx jest-leakguard why` names it with its line',
          })
      },
    }
  },
}

/** `gracefulShutdown(server, { forceExit: true })`: nobody keeps a configuration. Jest is run by `runCLI()`. */
function isOfAnotherTool(property: Node): boolean {
  const call = property.parent?.parent
  return isCall(call) && isDropped(call) && !/^run/.test(nameOf(call.callee))
}
