import { helpOf, isClosedElsewhere } from './reading/advice'
import { readingOf } from './reading/file'
import { fateOf, keepingOf } from './reading/keeping'
import { resourcesMadeIn } from './reading/makers'
import { placesOf } from './reading/place'
import { repeaterOf } from './reading/repetition'
import { metaOf, type Rule } from './rule'

/** One more with every turn, tick or request, and nobody closes them. */
export const noResourceInLoop: Rule = {
  meta: metaOf(
    'no-resource-in-loop',
    'disallow resources that a loop, timer callback or request handler opens and does not close',
  ),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        for (const made of resourcesMadeIn(context)) {
          const { maker, node } = made
          const repeater = repeaterOf(node, reading)
          if (repeater === undefined || isClosedElsewhere(maker, reading)) continue
          const keeping = keepingOf(made, reading)
          if (keeping.kind === 'elsewhere') continue
          const fate =
            keeping.kind === 'variable' ? fateOf(made, keeping, reading) : { ...keeping, closes: [] }
          if (fate?.opened !== true || fate.closes.length > 0) continue
          const place = placesOf(node, reading)[0]
          const through = repeater.through === undefined ? '' : ` through \`${repeater.through}()\``
          const name = keeping.kind === 'variable' ? keeping.variable.name : undefined
          context.report({
            node,
            message: `a ${repeater.kind} opens one more ${maker.what} each time${through}, and never closes it: ${helpOf(maker, place?.phase ?? 'function', name, true)}`,
          })
        }
      },
    }
  },
}
