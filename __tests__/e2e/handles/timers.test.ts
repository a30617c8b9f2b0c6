import { describeTypes } from '../support/cases/describe-types'
import { lineOf } from '../support/cases/type-cases'
import { timersFamily, unreferenced } from '../types/timers'

describeTypes(timersFamily, {
  more: (run, source) => {
    test("warns of unref'd timers under the strict preset only", () => {
      const file = 'strict/timers.test.js'
      const [timer, signal] = ['timer', 'signal'].map((mark) => lineOf(source, unreferenced, mark))
      expect(run().stderr.match(/\d+ × .*/g)).toEqual(
        [timer, signal].map((line) => `1 × unref-timer, opened at ${file}:${String(line)}`),
      )
    })
  },
})
