import { isNode, metaOf, nameOf, type Rule } from './rule'

/** `forceExit: true` in a Jest configuration hides whatever keeps Jest from exiting. */
export const noForceExit: Rule = {
  meta: metaOf('disallow `forceExit: true` in Jest configurations'),
  create(context) {
    return {
      Property(property) {
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
