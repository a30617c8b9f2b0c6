import { parseAllow } from '../annotations/parse'
import { leakTypes } from '../wording/types'
import { type Comment, metaOf, type Rule } from './rule'

const annotation = /^@leakguard-allow(?![-\w])\s*(.*)$/

interface Allow {
  /** Counted from the comment's first line. */
  readonly line: number
  readonly text: string
}

/** `@leakguard-allow` comments are what the environment understands, and say why. */
export const allowNeedsReason: Rule = {
  meta: metaOf('allow-needs-reason', 'require a known type and a reason in `@leakguard-allow` comments'),
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          for (const { line, text } of allowsIn(comment))
            for (const problem of parseAllow(text, '', leakTypes).problems)
              context.report({
                loc: { line: (comment.loc?.start.line ?? 1) + line, column: 0 },
                message: problem.replace(/^: /, ''),
              })
        }
      },
    }
  },
}

/** In a block comment, a reason goes on until the next tag. */
function allowsIn({ type, value }: Comment): Allow[] {
  const found: Allow[] = []
  let open = false
  for (const [line, whole] of value.split('\n').entries()) {
    const text = whole.replace(/^[\s*]+/, '').replace(/[\s*]+$/, '')
    const [, own] = annotation.exec(text) ?? []
    const last = found.at(-1)
    if (own !== undefined) found.push({ line, text: own })
    else if (open && last !== undefined && !text.startsWith('@'))
      found[found.length - 1] = { line: last.line, text: `${last.text} ${text}`.trim() }
    open = type === 'Block' && (own !== undefined || (open && !text.startsWith('@')))
  }
  return found
}
