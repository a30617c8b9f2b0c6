import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { Linter, type Rule, RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'

import plugin from '../../src/eslint'

RuleTester.describe = describe
RuleTester.it = test
const tester = new RuleTester()
const typed = new RuleTester({ languageOptions: { parser: tseslint.parser } })

const rule = (name: string): Rule.RuleModule => plugin.rules[name] as unknown as Rule.RuleModule
const unawaited = (call: string) => ({
  message: `nobody waits for \`${call}\`: \`await\` it, or return its promise from the hook`,
})

tester.run('no-unawaited-close', rule('no-unawaited-close'), {
  valid: [
    'afterAll(async () => { await pool.end() })',
    'afterAll(() => pool.end())',
    'afterEach(() => { return worker.terminate() })',
    'afterAll((done) => { server.close(done) })',
    'afterAll((done) => { redis.quit().then(done, done) })',
    'afterAll(() => { server.close(() => undefined) })',
    // Synchronous, or nothing says that it is not.
    'afterEach(() => { db.close(); watcher.close(); socket.destroy(); stream.end(); client.close() })',
    // No hook: the test itself may have its reasons.
    "test('closes', () => { void pool.end() })",
    'function afterwards() { pool.end() }',
    // Of a function inside.
    'afterEach(() => { stop = () => { pool.end() } })',
    'afterEach(() => { void report() })',
  ],
  invalid: [
    { code: 'afterAll(() => { pool.end() })', errors: [unawaited('pool.end()')] },
    { code: 'afterAll(async () => { this.server.close() })', errors: [unawaited('server.close()')] },
    { code: 'afterEach(() => { void client.close() })', errors: [unawaited('client.close()')] },
    {
      code: 'afterEach(() => { client.stop().catch(() => undefined) })',
      errors: [unawaited('client.stop()')],
    },
    { code: 'afterAll(function () { worker?.terminate() })', errors: [unawaited('worker.terminate()')] },
    {
      code: 'beforeEach(() => { if (used) DatabaseService.resetInstance() })',
      errors: [unawaited('DatabaseService.resetInstance()')],
    },
    { code: 'afterAll(() => { prisma.$disconnect(); redis.quit() })', errors: 2 },
  ],
})

typed.run('no-unawaited-close, TypeScript', rule('no-unawaited-close'), {
  valid: ['afterAll(async (): Promise<void> => { await pool!.end() })'],
  invalid: [
    {
      code: 'afterAll((): void => { void (pool as Pool).end() })',
      errors: 1,
    },
  ],
})

tester.run('allow-needs-reason', rule('allow-needs-reason'), {
  valid: [
    '// @leakguard-allow timer: polling client, see #123 (until 2027-01-31)',
    '// @leakguard-allow *: all of them',
    '/** @leakguard-allow tcp-socket by ioredis@^5 x0-2: closes late */',
    '/**\n * @leakguard-allow timer:\n *   the reason goes on\n */',
    '// what @leakguard-allow means is in the docs',
    '// @leakguard-allowed is no annotation',
    "const text = '@leakguard-allow timer'",
  ],
  invalid: [
    {
      code: 'test()\n// @leakguard-allow timer',
      errors: [{ line: 2, message: /^@leakguard-allow: expected a type and a reason, .*, got no reason$/ }],
    },
    {
      code: '/**\n * @leakguard-allow timer:\n * @other x\n */',
      errors: [{ line: 2, message: /^@leakguard-allow\.reason: expected the reason/ }],
    },
    { code: '// @leakguard-allow tmer: why', errors: [{ message: /unknown resource type "tmer".*timer/ }] },
    { code: '// @leakguard-allow timer: why (until soon)', errors: [{ message: /expected a date such as/ }] },
  ],
})

tester.run('no-force-exit', rule('no-force-exit'), {
  valid: [
    'module.exports = { forceExit: false }',
    'module.exports = { [forceExit]: true }',
    'forceExit(true)',
  ],
  invalid: [
    { code: 'module.exports = { forceExit: true }', errors: [{ message: /npx jest-leakguard why/ }] },
    { code: "export default { 'forceExit': true }", errors: 1 },
    { code: 'export default withLeakGuard({ projects: [], forceExit: true })', errors: 1 },
  ],
})

test('the recommended configuration has every rule', () => {
  const { recommended } = plugin.configs

  expect(Object.keys(recommended.rules)).toEqual(Object.keys(plugin.rules).map((name) => `leakguard/${name}`))
  // What is typed here without ESLint's own types is what ESLint expects.
  const config: Linter.Config = recommended
  expect(config.plugins).toEqual({ leakguard: expect.objectContaining({ rules: plugin.rules }) as unknown })
})

describe('the tests of the examples', () => {
  const examples = path.resolve(__dirname, '../../examples')
  const linted = (folder: 'leaking' | 'clean'): string[] =>
    readdirSync(examples).flatMap((example) => {
      const directory = path.join(examples, example, folder)
      return example === 'support'
        ? []
        : readdirSync(directory).flatMap((file) => problems(path.join(directory, file)))
    })

  function problems(file: string): string[] {
    const config: Linter.Config = {
      ...plugin.configs.recommended,
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
    }
    const linter = new Linter({ cwd: examples })
    return linter
      .verify(readFileSync(file, 'utf8'), [config], file)
      .map(({ line, ruleId, message }) => `${path.relative(examples, file)}:${line} ${ruleId ?? message}`)
  }

  test('what a linter can see of the leaking ones', () => {
    expect(linted('leaking')).toEqual([
      'database-service/leaking/transaction.test.ts:5 leakguard/no-unawaited-close',
      'sync-daemon/leaking/fixture.test.ts:16 leakguard/no-unawaited-close',
    ])
  })

  test('nothing in the clean ones', () => {
    expect(linted('clean')).toEqual([])
  })
})
