import { readingOf } from './reading/file'
import { isNode, nameOf } from './reading/syntax'
import { metaOf, type Rule } from './rule'

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
        if (property.computed === true || name !== 'forceExit') return
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
