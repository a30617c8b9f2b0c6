import { spawnSync } from 'node:child_process'
import path from 'node:path'

import { installLibraries } from '../support/install/libraries'
import { createFixture, type Fixture } from '../support/run/run-jest'

const leaking = `const { Pool } = require('pg')

let pool
beforeEach(() => {
  pool = new Pool()
})
afterAll(() => {
  void pool.end()
})
test('is there', () => {
  expect(pool).toBeDefined()
})
`
const clean = leaking.replace('afterAll(() => {\n  void', 'afterEach(async () => {\n  await')
const files = { 'leaking.test.js': leaking, 'clean.test.js': clean }

interface Output {
  readonly code: number | null
  readonly text: string
}

async function lint(
  fixture: Fixture,
  dependency: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Output> {
  const modules = await installLibraries(dependency)
  const [name = ''] = Object.keys(dependency)
  const bin = path.join(modules, name, name === 'eslint' ? 'bin/eslint.js' : 'bin/oxlint')
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: fixture.root,
    encoding: 'utf8',
  })
  return { code: status, text: stdout + stderr }
}

const found = (text: string): string[] =>
  [...new Set(text.match(/leakguard[/(][a-z-]+/g) ?? [])].map((name) => name.replace('(', '/')).sort()

test.each(['9.39.5', '10.15.0'])(
  'a project with ESLint %s gets the findings, with their page, and the fix',
  async (version) => {
    const fixture = await createFixture({
      files: {
        ...files,
        'package.json': '{}',
        'eslint.config.js': "module.exports = [require('jest-leakguard/eslint').configs.recommended]\n",
      },
    })
    const first = await lint(fixture, { eslint: version }, [
      '--format',
      'json-with-metadata',
      'leaking.test.js',
      'clean.test.js',
    ])
    expect(first.code).toBe(1)
    const { results, metadata } = JSON.parse(first.text) as {
      results: { filePath: string; messages: { ruleId: string; message: string; line: number }[] }[]
      metadata: { rulesMeta: Record<string, { docs: { url: string } }> }
    }
    expect(
      results.map(({ filePath, messages }) => [
        path.basename(filePath),
        messages.map(({ ruleId, line }) => [ruleId, line]),
      ]),
    ).toEqual([
      ['clean.test.js', []],
      [
        'leaking.test.js',
        [
          ['leakguard/hook-scope-match', 5],
          ['leakguard/no-unawaited-close', 8],
        ],
      ],
    ])
    expect(metadata.rulesMeta['leakguard/hook-scope-match']?.docs.url).toMatch(
      /docs\/eslint\.md#hook-scope-match$/,
    )
    await fixture.write({ 'leaking.test.js': leaking.replace('afterAll(() =>', 'afterAll(async () =>') })
    await lint(fixture, { eslint: version }, ['--fix', 'leaking.test.js'])
    expect(await fixture.read('leaking.test.js')).toContain('  await pool.end()')
  },
)

test('a project with oxlint gets the same findings', async () => {
  const fixture = await createFixture({
    files: {
      ...files,
      '.oxlintrc.json': JSON.stringify({
        jsPlugins: [{ name: 'leakguard', specifier: 'jest-leakguard/eslint' }],
        rules: { 'leakguard/hook-scope-match': 'error', 'leakguard/no-unawaited-close': 'error' },
      }),
    },
  })
  const output = await lint(fixture, { oxlint: '1.94.0' }, ['leaking.test.js'])
  expect([output.code, found(output.text)]).toEqual([
    1,
    ['leakguard/hook-scope-match', 'leakguard/no-unawaited-close'],
  ])
  const none = await lint(fixture, { oxlint: '1.94.0' }, ['clean.test.js'])
  expect([none.code, found(none.text)]).toEqual([0, []])
})
