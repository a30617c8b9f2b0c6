import { createFixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const leaking = "test('leaks', () => { setInterval(() => {}, 60_000) })"
const manifest = (jest?: object): string => JSON.stringify({ name: 'app', jest }, null, 2)

test.each([
  ['package.json', manifest()],
  ['package.json', manifest({ testEnvironment: 'node', reporters: ['default'] })],
  ['package.json', manifest({ projects: [{ displayName: 'a' }] })],
  ['jest.config.js', 'const config = { verbose: true }\nmodule.exports = config\n'],
  ['jest.config.js', 'module.exports = async () => ({ projects: [{ displayName: "a" }] })\n'],
  ['jest.config.mjs', 'export default async () => ({ verbose: true })\n'],
  ['jest.config.json', '{ "verbose": true }'],
])('%s after init: a leak fails its test, and the reporter is there: %j', async (name, config) => {
  const fixture = await createFixture({
    files: { 'package.json': manifest(), [name]: config, 'a.test.js': leaking },
    config: false,
  })
  const before = await fixture.run({ args: ['--forceExit'] })
  expect(before.code).toBe(0)
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stdout, init.stderr]).toEqual([0, '', `leakguard init: changed ${name}\n`])
  const run = await fixture.run()
  expect(run.code).toBe(1)
  expect(run.messageOf('leaks')).toContain('this test leaked a timer')
  expect(run.stderr).toContain('Leaks:       1 failed')
})
