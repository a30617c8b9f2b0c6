import { wordingOf } from '../wording/types'
import { hookFor } from './reading/advice'
import { readingOf } from './reading/file'
import { outlasts } from './reading/state'
import { all, pathOf } from './reading/syntax'
import { metaOf, type Node, type Rule } from './rule'

/** Fake timers stay fake for the tests after the one that asked for them. */
export const noFakeTimersLeft: Rule = {
  meta: metaOf('no-fake-timers-left', 'require that tests and describe blocks put real timers back'),
  create(context) {
    return {
      Program() {
        const reading = readingOf(context)
        const named = (path: string) => reading.calls.filter(({ callee }) => pathOf(callee) === path)
        const restores = reading.calls.flatMap((call): Node[] =>
          [...all(call, 'arguments'), call.callee as Node].filter(
            (node) => pathOf(node) === 'jest.useRealTimers',
          ),
        )
        for (const call of named('jest.useFakeTimers')) {
          const place = outlasts(call, restores, reading, (test) =>
            reading.source.getText(test).includes('jest.useFakeTimers('),
          )
          if (place !== undefined)
            context.report({
              node: call,
              message: `timers stay fake for the tests that follow: ${wordingOf('fake-timers').help(hookFor(place.phase), {})}`,
            })
        }
      },
    }
  },
}
