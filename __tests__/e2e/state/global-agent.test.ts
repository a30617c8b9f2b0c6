import { nodeLines, runJest } from '../support/run/run-jest'

const source = `
test('clean: the first to load the module', () => {
  const { globalAgent } = require('node:https')
  const listener = () => undefined
  globalAgent.on('free', listener)
  globalAgent.off('free', listener)
})
test('leaking', () => {
  require('node:https').globalAgent.on('free', () => undefined)
})
`

test.each(nodeLines)(
  'the agent of a module listens to itself, Node %s',
  async (node) => {
    const config = { preset: 'jest-leakguard/strict' }
    const run = await runJest({ node, files: { 'a.test.js': source }, config })

    expect(run.stderr).toMatch(
      /● leaking\n\n {4}LeakError: [^]*https\.globalAgent[^]*help: {4}[^]*> +9 \|[^]*a\.test\.js:9:/,
    )
    expect(run.stderr.match(/LeakError: .*/g)).toHaveLength(1)
    expect(run.stderr).toContain('1 failed, 1 passed, 2 total')
  },
  60_000,
)
