import { RuleTester } from 'eslint'
import path from 'node:path'
import tseslint from 'typescript-eslint'

import { rule } from './tester'

RuleTester.describe = describe
RuleTester.it = test

const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: {
      projectService: { allowDefaultProject: ['*.ts'] },
      tsconfigRootDir: path.resolve(__dirname, '../..'),
    },
  },
})
const filename = path.resolve(__dirname, '../../typed.ts')
const pg = "import type { Pool } from 'pg'\n"

tester.run('require-cleanup', rule('require-cleanup'), {
  valid: [
    // Somebody else's: nothing says that it was opened here.
    {
      filename,
      code: `${pg}declare function getPool(): Pool\ntest('x', () => { const pool = getPool(); void pool.query('') })`,
    },
    {
      filename,
      code: `${pg}declare function openPool(): Pool\ntest('x', async () => { const pool = openPool(); await pool.end() })`,
    },
    {
      filename,
      code: "class Pool {}\ndeclare function openPool(): Pool\ntest('x', () => { const pool = openPool() })",
    },
  ],
  invalid: [
    {
      filename,
      code: `${pg}declare function openPool(): Pool\ntest('x', () => { const pool = openPool(); void pool.query('') })`,
      errors: 1,
    },
    {
      filename,
      code: `${pg}declare function createPool(): Promise<Pool>\nlet pool: Pool\nbeforeEach(async () => { pool = await createPool() })`,
      errors: 1,
    },
  ],
})

tester.run('no-unawaited-close', rule('no-unawaited-close'), {
  valid: [
    { filename, code: 'declare const jobs: { end(): void }\nafterAll(() => { jobs.end() })' },
    // By its name it would be one.
    { filename, code: 'declare const pool: { end(): void }\nafterAll(() => { pool.end() })' },
  ],
  invalid: [
    {
      filename,
      code: 'declare const jobs: { stop(): Promise<void> }\nafterAll(async () => { jobs.stop() })',
      output: 'declare const jobs: { stop(): Promise<void> }\nafterAll(async () => { await jobs.stop() })',
      errors: 1,
    },
  ],
})
