import { execFileSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import path from 'node:path'

import type { JestLine } from '../support/install/consumers'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const leaking = (title = 'leaks'): string => `test('${title}', () => { setInterval(() => {}, 60_000) })`
const inBrowser = (title: string): string =>
  `test('${title}', () => { document.title = 'x'; setInterval(() => {}, 60_000) })`
const manifest = (more: object = {}): string =>
  `${JSON.stringify({ name: 'app', scripts: { test: 'jest' }, ...more }, null, 2)}\n`

const fixtureOf = (files: Readonly<Record<string, string>>, jest: JestLine = '30'): Promise<Fixture> =>
  createFixture({ files: { 'package.json': manifest(), ...files }, config: false, jest })

/** Is anything of the planted tests left? */
const filesIn = (fixture: Fixture): string =>
  execFileSync('find', ['.', '-name', '*leakguard-planted*'], { cwd: fixture.root, encoding: 'utf8' })

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each([
    ['package.json', manifest()],
    ['package.json', manifest({ jest: { testEnvironment: 'node', reporters: ['default'] } })],
    ['package.json', manifest({ jest: { projects: [{ displayName: 'a' }] } })],
    ['jest.config.js', 'const config = { verbose: true }\nmodule.exports = config\n'],
    ['jest.config.js', 'module.exports = async () => ({ projects: [{ displayName: "a" }] })\n'],
    ['jest.config.mjs', 'export default async () => ({ verbose: true })\n'],
    ['jest.config.mjs', 'const config = {}\nexport { config as default }\n'],
    ['jest.config.json', '{ "verbose": true }'],
    [
      'jest.config.js',
      "module.exports = { fakeTimers: { enableGlobally: true }, injectGlobals: true, testRegex: 'a\\\\.test' }\n",
    ],
    ['jest.config.js', "module.exports = { globalSetup: './setup.js', bail: 1, reporters: ['./none.js'] }\n"],
  ])('%s after init: a leak fails its test, and the reporter is there: %j', async (name, config) => {
    const fixture = await fixtureOf(
      {
        [name]: config,
        'a.test.js': leaking(),
        'none.js': 'module.exports = class {}',
        'setup.js': 'module.exports = () => { if (process.argv.includes("--globalSetup")) throw 1 }',
      },
      jest,
    )
    const init = await runLeakguard(fixture, ['init'])
    expect(init.stderr).toContain('leakguard init: a planted leak fails in it\n')
    expect([init.code, init.stdout]).toEqual([0, ''])
    expect(filesIn(fixture)).toBe('')
    const again = await runLeakguard(fixture, ['init'])
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('uses jest-leakguard already')])
    // Under fake timers nothing of these leaks, and with `bail` Jest writes no results.
    if (/fakeTimers|bail/.test(config)) return
    const run = await fixture.run()
    expect(run.code).toBe(1)
    expect(run.messageOf('leaks')).toContain('this test leaked a timer')
  })
})

test('workspaces, projects by path, a named configuration and jsdom on the command line: all of them', async () => {
  const fixture = await fixtureOf({
    'package.json': manifest({
      workspaces: ['packages/*'],
      scripts: { test: 'jest', e2e: 'jest --config ./test/jest-e2e.json' },
    }),
    'jest.config.js': "module.exports = { projects: ['<rootDir>/packages/*'] }\n",
    'test/jest-e2e.json': '{ "rootDir": ".", "testRegex": ".e2e-spec.js$" }\n',
    'test/app.e2e-spec.js': leaking('e2e'),
    'packages/api/package.json': manifest({ name: 'api', jest: {} }),
    'packages/api/api.test.js': leaking('api'),
    'packages/web/package.json': manifest({ name: 'web', scripts: { test: 'jest --env=jsdom' } }),
    'packages/web/jest.config.js': "module.exports = { displayName: 'web' }\n",
    'packages/web/web.test.js': leaking('web'),
  })
  const dry = await runLeakguard(fixture, ['init', '--dry-run'])
  expect(dry.code).toBe(0)
  expect(dry.stderr).toContain(`leakguard init: 4 configurations of Jest
  jest.config.js               projects  withLeakGuard() around what it exports (npm test)
`)
  expect(dry.stderr).toContain(
    '  test/jest-e2e.json           node      jest-leakguard/environment, the reporter (npm run e2e)\n',
  )
  expect(dry.stderr).toMatch(
    /^ {2}packages\/web\/package\.json +jsdom +--env=jest-leakguard\/jsdom on the command line \(npm test in packages\/web\)$/m,
  )
  expect(await fixture.read('jest.config.js')).not.toContain('leakguard')

  const init = await runLeakguard(fixture, ['init'])
  expect(init.stderr).toContain('a planted leak fails in each of them')
  expect(init.code).toBe(0)
  expect(await fixture.read('packages/web/package.json')).toContain(
    '"test": "jest --env=jest-leakguard/jsdom"',
  )
  // What --dry-run printed is what was done.
  expect(dry.stdout.match(/^\+\+\+ b\/.*$/gm)).toHaveLength(5)

  const run = await fixture.run()
  for (const title of ['api', 'web']) expect(run.messageOf(title)).toContain('this test leaked a timer')
  const e2e = await fixture.run({ args: ['--config', 'test/jest-e2e.json'] })
  expect(e2e.messageOf('e2e')).toContain('this test leaked a timer')
})

test('scripts that select projects, and others that name reporters or a preset', async () => {
  const fixture = await fixtureOf({
    'package.json': manifest({
      scripts: {
        'test:unit': 'jest --selectProjects unit',
        'test:e2e': 'jest --selectProjects=e2e --ci --reporters=default --reporters ./own.js',
        'test:preset': "jest -c preset.json --preset ./preset --reporters './own.js'",
      },
      jest: {
        projects: [
          { displayName: 'unit', testRegex: 'unit/' },
          { displayName: { name: 'e2e', color: 'blue' }, testRegex: 'e2e/' },
        ],
      },
    }),
    'preset.json': '{ "testRegex": "with-preset/" }',
    'preset/jest-preset.js': 'module.exports = {}',
    'own.js': 'module.exports = class {}',
    'unit/a.js': leaking('unit'),
    'e2e/a.js': leaking('e2e'),
    'with-preset/a.js': leaking('with a preset'),
  })
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([
    0,
    expect.stringContaining('a planted leak fails in each of them'),
  ])
  expect(init.stderr).toMatch(
    /^ {2}package\.json +node +--reporters=jest-leakguard\/reporter on the command line \(npm run test:e2e\)$/m,
  )
  expect(JSON.parse(await fixture.read('package.json'))).toMatchObject({
    scripts: {
      'test:unit': 'jest --selectProjects unit',
      'test:e2e':
        'jest --selectProjects=e2e --ci --reporters=default --reporters ./own.js --reporters=jest-leakguard/reporter',
      'test:preset':
        "jest -c preset.json --preset ./preset --reporters './own.js' --reporters=jest-leakguard/reporter",
    },
  })
  const again = await runLeakguard(fixture, ['init'])
  expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('the reporter')])
  const doctor = await runLeakguard(fixture, ['doctor'])
  expect([doctor.code, doctor.stdout]).toEqual([0, expect.not.stringMatching(/^(?:warn|fail)/m)])
  const run = await fixture.run({ args: ['-c', 'preset.json', '--preset', './preset'] })
  expect(run.messageOf('with a preset')).toContain('this test leaked a timer')
})

test.each([
  ['open', '{"verbose":true}', 2, '  npm run inline: its configuration stands on the command line\n'],
  ['guarded', '{"preset":"jest-leakguard"}', 0, 'a planted leak fails in it'],
])('a configuration on the command line of a script, %s', async (_what, config, code, said) => {
  const fixture = await fixtureOf({
    'package.json': manifest({ scripts: { test: 'jest', inline: `jest --config '${config}'` } }),
    'jest.config.js': 'module.exports = {}\n',
    'a.test.js': leaking(),
  })
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([code, expect.stringContaining(said)])
  expect(init.stderr).not.toMatch(/^ *:/m)
  expect(await fixture.read('jest.config.js')).toContain('withLeakGuard')
})

test.each([
  ['jsdom', { 'package.json': manifest({ jest: { testEnvironment: 'jsdom' } }) }],
  [
    'a preset that brings jsdom',
    {
      'package.json': manifest({ jest: { preset: './preset/jest-preset.js' } }),
      'preset/jest-preset.js': "module.exports = { testEnvironment: 'jsdom' }",
    },
  ],
  [
    'an environment of its own, in JSON',
    {
      'package.json': manifest({ jest: { testEnvironment: './env.js' } }),
      'env.js': "module.exports = class Own extends require('jest-environment-jsdom').TestEnvironment {}",
    },
  ],
  [
    'one in TypeScript',
    {
      'jest.config.js':
        "module.exports = { testEnvironment: './env.ts', transform: { '\\\\.ts$': '@swc/jest' } }\n",
      'env.ts':
        "import { TestEnvironment } from 'jest-environment-jsdom'\nexport default class Own extends TestEnvironment {}\n",
    },
  ],
])('%s stays, with leaks found in it', async (_what, files) => {
  const fixture = await fixtureOf({ ...files, 'a.test.js': inBrowser('leaks') })
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([0, expect.stringContaining('a planted leak fails in it')])
  const run = await fixture.run()
  expect(run.messageOf('leaks')).toContain('this test leaked a timer')
  expect(run.output).not.toContain('not detected')
})

test('test files whose docblock names an environment get its twin, or a file that wraps it', async () => {
  const own = "module.exports = class Own extends require('jest-environment-jsdom').TestEnvironment {}\n"
  const fixture = await fixtureOf({
    'jest.config.js': 'module.exports = {}\n',
    'own-env.js': own,
    'plain.test.js': leaking('plain'),
    'a.test.js': `/**\n * The page.\n * @jest-environment jsdom\n */\n${inBrowser('a')}`,
    'b.test.js': `/** @jest-environment jsdom */\n${inBrowser('b')}`,
    'c.test.js': `/** @jest-environment ./own-env.js */\n${inBrowser('c')}`,
    'd.test.js': `/** @jest-environment node */\n${leaking('d')}`,
  })
  const doctor = await runLeakguard(fixture, ['doctor'])
  expect(doctor.stdout).toMatch(
    /^fail {2}@jest-environment in [ab]\.test\.js and 1 more test file is jsdom: leaks are not found there$/m,
  )
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([0, expect.stringContaining('a planted leak fails in it')])
  expect(init.stderr).toMatch(
    /^ {2}[ab]\.test\.js +jsdom +@jest-environment jest-leakguard\/jsdom in its docblock and that of 1 more test file$/m,
  )
  expect(await fixture.read('a.test.js')).toContain(
    '/**\n * The page.\n * @jest-environment jest-leakguard/jsdom\n */\n',
  )
  expect(await fixture.read('c.test.js')).toContain('/** @jest-environment ./leakguard.environment.js */\n')
  expect(filesIn(fixture)).toBe('')

  const run = await fixture.run()
  for (const title of ['plain', 'a', 'b', 'c', 'd'])
    expect(run.messageOf(title)).toContain('this test leaked a timer')
  expect(run.output).not.toContain('not detected')
  const content = await runLeakguard(fixture, ['doctor'])
  expect([content.code, content.stdout]).toEqual([0, expect.not.stringMatching(/^(?:warn|fail)/m)])
})

test('what cannot be guarded is named, and the rest is done', async () => {
  const fixture = await fixtureOf({
    'package.json': manifest({
      workspaces: ['packages/*'],
      scripts: { test: 'jest', ui: 'react-scripts test' },
    }),
    'jest.config.js': 'module.exports = {}\n',
    'jest.broken.config.js': 'module.exports = {\n',
    'a.test.js': leaking(),
  })
  const init = await runLeakguard(fixture, ['init'])
  expect(init.code).toBe(2)
  expect(init.stderr).toContain('leakguard init: leaks are NOT found in:\n')
  expect(init.stderr).toMatch(/^ {2}jest\.broken\.config\.js: Jest cannot read it: .*Unexpected/m)
  expect(init.stderr).toContain('  npm run ui: `react-scripts test` brings a configuration of its own\n')
  expect(await fixture.read('jest.config.js')).toContain('withLeakGuard')
})

describe('a planted leak that is not found', () => {
  const files = {
    'jest.config.js': "module.exports = { setupFilesAfterEnv: ['./blind.js'] }\n",
    // The proof cannot be had: what the project sets up throws.
    'blind.js': "beforeEach(() => { throw new Error('no database here') })",
    'a.test.js': leaking(),
  }

  test('undoes everything, and says why', async () => {
    const fixture = await fixtureOf(files)
    const init = await runLeakguard(fixture, ['init'])
    expect(init.code).toBe(2)
    expect(init.stderr).toContain('leakguard init: all changes are undone; `--keep` keeps them\n')
    expect(init.stderr).toMatch(
      /^ {2}jest\.config\.js: the planted test failed for another reason: .*no database here/m,
    )
    expect(await fixture.read('jest.config.js')).toBe(files['jest.config.js'])
    expect(filesIn(fixture)).toBe('')
  })

  test('--keep keeps it', async () => {
    const fixture = await fixtureOf(files)
    const init = await runLeakguard(fixture, ['init', '--keep'])
    expect(init.code).toBe(2)
    expect(await fixture.read('jest.config.js')).toContain('withLeakGuard')
  })
})

test('in CI nothing is changed, and the exit code says whether something would be', async () => {
  const fixture = await fixtureOf({ 'a.test.js': leaking() })
  const before = await fixture.read('package.json')
  for (const [args, env] of [
    [['init', '--ci'], {}],
    [['init'], { CI: 'true' }],
  ] as const) {
    const init = await runLeakguard(fixture, args, { env })
    expect([init.code, init.stdout]).toEqual([2, expect.stringContaining('+    "preset": "jest-leakguard"')])
    expect(await fixture.read('package.json')).toBe(before)
  }
  await runLeakguard(fixture, ['init'])
  expect((await runLeakguard(fixture, ['init', '--ci'])).code).toBe(0)
})

test('an ES module project is asked as its script asks', async () => {
  const fixture = await fixtureOf({
    'package.json': manifest({
      type: 'module',
      scripts: { test: 'NODE_OPTIONS=--experimental-vm-modules jest' },
    }),
    'jest.config.js': 'export default { transform: {} }\n',
    'a.test.js': `import { setInterval } from 'node:timers'\n${leaking()}`,
  })
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([0, expect.stringContaining('a planted leak fails in it')])
})

test('--dry-run prints a diff that git applies, --json the same as data', async () => {
  const fixture = await fixtureOf({ 'a.test.js': leaking() })
  const { stdout } = await runLeakguard(fixture, ['init', '--dry-run'])
  execFileSync('git', ['apply', '-'], { cwd: fixture.root, input: stdout })
  expect(JSON.parse(await fixture.read('package.json'))).toMatchObject({ jest: { preset: 'jest-leakguard' } })
  const json = await runLeakguard(fixture, ['init', '--json', '--dry-run'])
  expect(JSON.parse(json.stdout)).toEqual({
    schema: 1,
    configs: [expect.objectContaining({ file: 'package.json', from: ['npm test'], state: 'guarded' })],
    changes: [],
    unguarded: [],
  })
})

test('--hooks: a new hook runs, one that is there keeps its lines', async () => {
  const fixture = await fixtureOf({ 'a.test.js': leaking() })
  execFileSync('git', ['init', '-q'], { cwd: fixture.root })
  const first = await runLeakguard(fixture, ['init', '--hooks'])
  expect(first.code).toBe(0)
  expect(first.stderr).toContain('echo leak-report/ >> .gitignore')
  const line = 'npx --no-install jest --onlyChanged --passWithNoTests\n'
  expect(await fixture.read('.git/hooks/pre-commit')).toBe(`#!/bin/sh\nset -e\n${line}`)
  execFileSync('git', ['add', '.'], { cwd: fixture.root })
  expect(() =>
    execFileSync(path.join(fixture.root, '.git/hooks/pre-commit'), {
      cwd: fixture.root,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] },
    }),
  ).toThrow()
  await fixture.write({ '.husky/pre-commit': 'npm run lint\n', '.gitignore': 'leak-report\n' })
  await runLeakguard(fixture, ['init', '--hooks'])
  await runLeakguard(fixture, ['init', '--hooks'])
  expect(await fixture.read('.husky/pre-commit')).toBe(`npm run lint\n${line}`)
})

test('--hooks: what simple-git-hooks and lefthook read, with the linter where it has the rules', async () => {
  const rules = "module.exports = [require('jest-leakguard/eslint').configs.recommended]\n"
  const fixture = await fixtureOf({
    'package.json': manifest({ 'simple-git-hooks': { 'pre-commit': 'npm run types' } }),
    'eslint.config.js': rules,
    'a.test.js': leaking(),
  })
  await runLeakguard(fixture, ['init', '--hooks'])
  await runLeakguard(fixture, ['init', '--hooks'])
  const { jest, ...rest } = JSON.parse(await fixture.read('package.json')) as Record<string, unknown>
  expect(jest).toEqual({ preset: 'jest-leakguard' })
  expect(rest['simple-git-hooks']).toEqual({
    'pre-commit': expect.stringMatching(
      /^npm run types && git diff --cached .* npx --no-install eslint && npx --no-install jest --onlyChanged --passWithNoTests$/,
    ) as unknown,
  })
  await fixture.write({ 'lefthook.yml': 'colors: false\n' })
  await runLeakguard(fixture, ['init', '--hooks'])
  await runLeakguard(fixture, ['init', '--hooks'])
  expect(await fixture.read('lefthook.yml')).toBe(`colors: false

pre-commit:
  commands:
    leakguard-lint:
      glob: '*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'
      run: npx --no-install eslint {staged_files}
    leakguard-tests:
      run: npx --no-install jest --onlyChanged --passWithNoTests
`)
  await fixture.write({ 'lefthook.yml': 'pre-commit:\n  jobs: []\n' })
  const own = await runLeakguard(fixture, ['init', '--hooks'])
  expect([own.code, own.stderr]).toEqual([
    2,
    expect.stringContaining('has a `pre-commit` of its own: let it run'),
  ])
})

test.each([
  [{ 'package.json': '{}' }, ['--config', 'none.js'], 'cannot read the configuration `none.js`'],
  [{ 'package.json': '{}' }, ['--hooks'], '`--hooks` needs a git repository'],
])('%j %j is wrong usage', async (files, args, message) => {
  const fixture = await fixtureOf(files)
  const init = await runLeakguard(fixture, ['init', ...args], {
    env: { GIT_CEILING_DIRECTORIES: path.dirname(fixture.root) },
  })
  expect([init.code, init.stderr]).toEqual([64, expect.stringContaining(message)])
})

test('a file that cannot be written: all or nothing', async () => {
  const fixture = await fixtureOf({
    'package.json': manifest({ workspaces: ['packages/*'] }),
    'packages/a/package.json': manifest({ name: 'a', jest: {} }),
    'a.test.js': leaking(),
  })
  if (process.getuid?.() === 0) return
  await chmod(path.join(fixture.root, 'packages/a/package.json'), 0o444)
  const init = await runLeakguard(fixture, ['init'])
  expect([init.code, init.stderr]).toEqual([70, expect.stringContaining('nothing is changed')])
})
