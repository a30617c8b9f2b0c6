/** The content of a test sequencer that sorts by path, so that it is known which file runs before which. */
export const byPath = `
  const { default: Sequencer } = require('@jest/test-sequencer')
  module.exports = class extends Sequencer {
    sort(tests) {
      return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))
    }
  }`
