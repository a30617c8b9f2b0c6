import { helpOf, isClosedElsewhere } from './reading/advice'
import { readingOf } from './reading/file'
import { fateOf, keepingOf } from './reading/keeping'
import { resourcesMadeIn } from './reading/makers'
import { placeOf } from './reading/place'
import { metaOf, type Node, type Rule } from './rule'

/** What opens while a module is loaded belongs to nobody: every test file that imports it has one of its own. */
export const noTopLevelResource: Rule = {
  meta: metaOf(
    'no-top-level-resource',
    'disallow resources that a module opens while it is loaded and lets nobody close',
  ),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        // A program's entry point is imported by nobody.
        if (!reading.isTest && !reading.exportsSomething) return
        for (const made of resourcesMadeIn(context)) {
          const { maker, node } = made
          const { phase } = placeOf(node)
          if ((phase !== 'module' && phase !== 'describe') || isConditional(node)) continue
          const keeping = keepingOf(made, reading)
          if (keeping.kind === 'elsewhere' || isClosedElsewhere(maker, reading)) continue
          const fate =
            keeping.kind === 'variable' ? fateOf(made, keeping, reading) : { ...keeping, closes: [] }
          if (fate?.opened !== true || fate.closes.length > 0) continue
          const name = keeping.kind === 'variable' ? keeping.variable.name : undefined
          const when =
            phase === 'module' ? 'while this module is loaded' : 'while a describe block is declared'
          const lack = reading.isTest ? 'is never closed' : 'nothing that is exported closes it'
          context.report({
            node,
            message: `${maker.what} is opened ${when}, and ${lack.replace('is never', 'never')}: ${helpOf(maker, phase, name)}`,
          })
        }
      },
    }
  },
}

/** `if (require.main === module)`, `if (process.env.NODE_ENV !== 'test')`. */
function isConditional(node: Node): boolean {
  let current: Node | null | undefined = node
  while (current != null) {
    if (/^(?:IfStatement|ConditionalExpression|LogicalExpression|SwitchStatement)$/.test(current.type))
      return true
    current = current.parent
  }
  return false
}
