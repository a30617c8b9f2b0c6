// Jest's order of test files: the slow ones first, so that none of them runs alone at the end. A fresh clone has no timings
// of its own: those of .ci/timings.json are the last that `node scripts/test-timings.mjs` wrote down.
const { readFileSync } = require('node:fs')
const { join, relative, sep } = require('node:path')

const { default: Sequencer } = require('@jest/test-sequencer')

const root = join(__dirname, '..')
const timings = JSON.parse(readFileSync(join(root, '.ci/timings.json'), 'utf8'))

/** What runs real Jest and is not known yet; all others take no time worth noting. */
const unknown = 15

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const seconds = new Map(Array.from(tests, (test) => [test, secondsOf(relative(root, test.path))]))
    return super.sort(tests).toSorted((a, b) => seconds.get(b) - seconds.get(a))
  }
}

function secondsOf(path) {
  const name = path.replaceAll(sep, '/')
  return timings[name] ?? (name.startsWith('__tests__/e2e/') ? unknown : 0)
}
