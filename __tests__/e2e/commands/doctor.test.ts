import { createFixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

interface Check {
  name: string
  state: string
  text: string
}

const files = { 'package.json': '{"name":"app"}' }

async function checksOf(config: object, jest: '29' | '30' = '30', args: readonly string[] = []) {
  const fixture = await createFixture({ files, config, jest })
  const run = await runLeakguard(fixture, ['doctor', '--json', ...args])
  const { checks } = JSON.parse(run.stdout) as { checks: Check[] }
  return { code: run.code, checks, states: checks.map(({ name, state }) => `${name} ${state}`) }
}

test('a project under the preset is fine', async () => {
  const fixture = await createFixture({ files })
  const run = await runLeakguard(fixture, ['doctor'])
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(run.stdout).toMatch(
    /^ok {4}jest-leakguard \S+, Jest 30\.\S+, Node \S+\nok {4}testEnvironment finds leaks\nok {4}the reporter/,
  )
  expect(run.stdout).toContain('ok    a test that leaks fails, and a clean one beside it passes')
})

test('a displaced environment and a missing reporter, project by project', async () => {
  const { checks, code } = await checksOf({
    projects: [
      { displayName: 'api', preset: 'jest-leakguard' },
      { displayName: 'web', testEnvironment: 'node' },
    ],
  })
  expect(code).toBe(1)
  expect(checks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: 'environment',
        state: 'ok',
        text: 'testEnvironment of project api finds leaks',
      }),
      expect.objectContaining({
        name: 'environment',
        state: 'fail',
        text: 'testEnvironment of project web is jest-environment-node: its leaks are not found',
      }),
      expect.objectContaining({ name: 'reporter', state: 'warn' }),
    ]),
  )
})

test('forceExit, detectOpenHandles, and options that are not valid', async () => {
  const { states, checks, code } = await checksOf({
    preset: 'jest-leakguard',
    forceExit: true,
    testEnvironmentOptions: { leakguard: { gracePeriode: 1 } },
  })
  expect(code).toBe(1)
  expect(states).toEqual(expect.arrayContaining(['forceExit warn', 'options fail']))
  expect(checks.find(({ name }) => name === 'options')?.text).toContain('did you mean "gracePeriod"?')
  const open = await checksOf({ preset: 'jest-leakguard' }, '30', ['--', '--detectOpenHandles'])
  expect(open.states).toContain('detectOpenHandles warn')
})

test('an environment of its own that wraps', async () => {
  const fixture = await createFixture({
    files: {
      ...files,
      'own.js':
        "const { withLeakDetection } = require('jest-leakguard')\nmodule.exports = withLeakDetection(require('jest-environment-node').TestEnvironment)\n",
    },
    config: { testEnvironment: './own.js', reporters: ['default', 'jest-leakguard/reporter'] },
  })
  const run = await runLeakguard(fixture, ['doctor'])
  expect(run.stdout).toContain('own.js, which uses jest-leakguard')
  expect(run.code).toBe(0)
})

test('something that blinds the detection fails the canary', async () => {
  const fixture = await createFixture({
    files: {
      ...files,
      'blind.cjs':
        "const hooks = require('node:async_hooks')\nhooks.createHook = () => ({ enable() {}, disable() {} })\n",
    },
  })
  const run = await runLeakguard(fixture, ['doctor'], {
    env: { NODE_OPTIONS: `--require ${fixture.root}/blind.cjs` },
  })
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('fail  leaks are not found: a planted leak passed: jest-leakguard: ')
  expect(run.stdout).toContain('leak detection is not working in this process')
})

test('Jest 29 on an older Node: what async context changes', async () => {
  const { states, code } = await checksOf({ preset: 'jest-leakguard' }, '29')
  const isOlder = Number.parseInt(process.versions.node, 10) < 24
  expect(states.includes('async-context warn')).toBe(isOlder)
  expect(code).toBe(0)
})

test('each configuration is asked and planted in, and what scripts add is told', async () => {
  const fixture = await createFixture({
    config: false,
    files: {
      'package.json': JSON.stringify({
        scripts: {
          test: 'jest',
          ci: 'jest --forceExit --detectOpenHandles',
          e2e: 'jest --config e2e.json',
          bad: 'jest -c bad.json',
          ui: 'react-scripts test',
        },
      }),
      'jest.config.js': "module.exports = { preset: 'jest-leakguard' }",
      'e2e.json': '{ "testEnvironment": "node" }',
      'bad.json': '{ "preset": "none" }',
    },
  })
  const run = await runLeakguard(fixture, ['doctor'])
  expect(run.code).toBe(1)
  for (const line of [
    'ok    a test that leaks fails in jest.config.js, and a clean one beside it passes',
    'fail  testEnvironment in e2e.json is jest-environment-node: its leaks are not found\n      npx jest-leakguard init',
    'fail  Jest cannot read the configuration in bad.json: Validation Error: Preset none not found',
    'warn  forceExit is set by `npm run ci`',
    'warn  detectOpenHandles is set by `npm run ci`',
    'fail  `react-scripts test`, run by `npm run ui`, brings a configuration of its own',
  ])
    expect(run.stdout).toContain(line)
  expect(run.stdout).not.toContain('a test that leaks fails in e2e.json')
})

test('no configuration that Jest can read, and no Jest', async () => {
  const fixture = await createFixture({
    files: { ...files, 'jest.config.js': 'module.exports = {' },
    config: false,
  })
  const run = await runLeakguard(fixture, ['doctor'])
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('fail  Jest cannot read the configuration:')
})
