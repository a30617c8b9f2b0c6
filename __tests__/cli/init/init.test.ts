import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'

import { leakguard, projectDirectory, readText, writeFiles } from '../support/project'

const manifest = (jest?: object): string => `${JSON.stringify({ name: 'app', jest }, null, 2)}\n`
const jestIn = (text: string): unknown => (JSON.parse(text) as { jest?: unknown }).jest

const lines = {
  testEnvironment: 'jest-leakguard/environment',
  reporters: ['default', 'jest-leakguard/reporter'],
}

test.each([
  ['nothing yet', undefined, { preset: 'jest-leakguard' }],
  ['options', { verbose: true }, { preset: 'jest-leakguard', verbose: true }],
  ['ts-jest', { preset: 'ts-jest' }, { preset: 'ts-jest', ...lines }],
  [
    'Nest',
    { rootDir: 'src', transform: { '^.+\\.ts$': 'ts-jest' }, testEnvironment: 'node' },
    { rootDir: 'src', transform: { '^.+\\.ts$': 'ts-jest' }, ...lines },
  ],
  [
    'reporters',
    { reporters: [['jest-junit', { a: 1 }]] },
    { ...lines, reporters: [['jest-junit', { a: 1 }], 'jest-leakguard/reporter'] },
  ],
  [
    'projects',
    { projects: [{ displayName: 'a' }, '<rootDir>'] },
    {
      projects: [{ displayName: 'a', testEnvironment: 'jest-leakguard/environment' }, '<rootDir>'],
      ...lines,
    },
  ],
])('package.json with %s', async (_what, before, after) => {
  writeFiles({ 'package.json': manifest(before) })
  expect(await leakguard('init')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'leakguard init: changed package.json',
  })
  expect(jestIn(readText('package.json'))).toEqual(after)
  const changed = readText('package.json')
  expect((await leakguard('init')).stderr).toBe('leakguard init: package.json uses jest-leakguard already')
  expect(readText('package.json')).toBe(changed)
})

test('projects that are named by path are told of, until each has its lines', async () => {
  const unguarded = 'module.exports = {}\n'
  writeFiles({
    'package.json': manifest({ projects: ['<rootDir>/packages/*/jest.config.js', 'tools/*', '.'] }),
    'packages/api/jest.config.js': unguarded,
    'packages/web/jest.config.js': "module.exports = { preset: 'jest-leakguard' }\n",
    'tools/lint/package.json': manifest({ verbose: true }),
  })
  const first = await leakguard('init')
  expect(first).toEqual({
    code: 0,
    stdout: '',
    stderr: `leakguard init: changed package.json
Projects that are named by path have configurations of their own. For each:

  jest-leakguard init --config packages/api/jest.config.js
  jest-leakguard init --config tools/lint/package.json`,
  })
  await leakguard('init', '--config', 'packages/api/jest.config.js')
  expect((await leakguard('init')).stderr).toBe(
    `leakguard init: package.json uses jest-leakguard already
Projects that are named by path have configurations of their own. For each:

  jest-leakguard init --config tools/lint/package.json`,
  )
  await leakguard('init', '--config', 'tools/lint/package.json')
  expect((await leakguard('init')).stderr).toBe('leakguard init: package.json uses jest-leakguard already')
})

test('an environment of its own is told how to be wrapped, and nothing is written', async () => {
  writeFiles({ 'package.json': manifest({ testEnvironment: 'jsdom' }) })
  const { code, stderr } = await leakguard('init')
  expect(code).toBe(2)
  expect(stderr).toContain('leakguard init: package.json has to be changed by hand')
  expect(stderr).toContain("require('jest-environment-jsdom')")
  expect(readText('package.json')).toBe(manifest({ testEnvironment: 'jsdom' }))
})

test.each([
  [
    'jest.config.js',
    "module.exports = { preset: 'ts-jest' }\n",
    "module.exports = { preset: 'ts-jest' }\n\nmodule.exports = require('jest-leakguard').withLeakGuard(module.exports)\n",
  ],
  [
    'jest.config.ts',
    "import type { Config } from 'jest'\n\nconst config: Config = { verbose: true }\n\nexport default config\n",
    "import { withLeakGuard } from 'jest-leakguard'\nimport type { Config } from 'jest'\n\nconst config: Config = { verbose: true }\n\nexport default withLeakGuard(config)\n",
  ],
  [
    'jest.config.mjs',
    'export default async () => ({\n  verbose: true,\n})\n',
    "import { withLeakGuard } from 'jest-leakguard'\n\nconst jestConfig = async () => ({\n  verbose: true,\n})\n\nexport default withLeakGuard(jestConfig)\n",
  ],
])('%s: what it exports is wrapped', async (name, before, after) => {
  writeFiles({ 'package.json': manifest(), [name]: before })
  expect((await leakguard('init')).code).toBe(0)
  expect(readText(name)).toBe(after)
  expect((await leakguard('init')).stderr).toBe(`leakguard init: ${name} uses jest-leakguard already`)
})

test('jest.config.json, and a configuration that is named', async () => {
  writeFiles({
    'package.json': manifest(),
    'jest.config.json': '{}',
    'test/jest-e2e.json': '{"testEnvironment":"node"}',
  })
  await leakguard('init')
  expect(JSON.parse(readText('jest.config.json'))).toEqual({ preset: 'jest-leakguard' })
  await leakguard('init', '--config', 'test/jest-e2e.json')
  expect(JSON.parse(readText('test/jest-e2e.json'))).toEqual(lines)
})

test('an export of an unknown kind is left alone', async () => {
  const text = 'export const config = {}\nexport { config as default }\n'
  writeFiles({ 'package.json': manifest(), 'jest.config.mjs': text })
  expect(await leakguard('init')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('withLeakGuard(config)') as string,
  })
  expect(readText('jest.config.mjs')).toBe(text)
})

test('--dry-run prints a diff that git applies, and writes nothing', async () => {
  writeFiles({ 'package.json': manifest({ verbose: true }) })
  const { stdout, stderr } = await leakguard('init', '--dry-run')
  expect(stderr).toBe('leakguard init: package.json would be changed')
  expect(readText('package.json')).toBe(manifest({ verbose: true }))
  execFileSync('git', ['apply', '-'], { cwd: projectDirectory(), input: `${stdout}\n` })
  expect(jestIn(readText('package.json'))).toEqual({ preset: 'jest-leakguard', verbose: true })
})

test('--json', async () => {
  writeFiles({ 'package.json': manifest() })
  const { stdout } = await leakguard('init', '--json', '--dry-run')
  expect(JSON.parse(stdout)).toMatchObject({
    file: 'package.json',
    changed: false,
    diff: expect.stringContaining('+++ b/package.json') as string,
  })
})

test('--hooks: a new hook runs, one that is there keeps its lines', async () => {
  writeFiles({ 'package.json': manifest() })
  execFileSync('git', ['init', '-q'], { cwd: projectDirectory() })
  expect((await leakguard('init', '--hooks')).code).toBe(0)
  const hook = '.git/hooks/pre-commit'
  expect(readText(hook)).toBe('#!/bin/sh\nnpx --no-install jest --onlyChanged --passWithNoTests\n')
  expect(statSync(join(projectDirectory(), hook)).mode & 0o111).not.toBe(0)
  writeFiles({ '.husky/pre-commit': 'npm run lint\n' })
  await leakguard('init', '--hooks')
  await leakguard('init', '--hooks')
  expect(readText('.husky/pre-commit')).toBe(
    'npm run lint\nnpx --no-install jest --onlyChanged --passWithNoTests\n',
  )
})

test.each([
  [{}, [], 'no package.json and no jest.config.js in'],
  [{ 'package.json': '[' }, [], '`package.json` is no JSON object'],
  [{ 'package.json': '{}' }, ['--config', 'none.js'], 'cannot read the configuration `none.js`'],
  [{ 'package.json': '{}' }, ['--hooks'], '`--hooks` needs a git repository'],
])('%j %j is wrong usage', async (files, args, message) => {
  writeFiles(files)
  expect(await leakguard('init', ...args)).toMatchObject({
    code: 64,
    stderr: expect.stringContaining(message) as string,
  })
})
