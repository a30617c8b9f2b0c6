import { rule, tester } from './tester'

const pg = "import { Pool } from 'pg'\nlet pool\n"
const each = 'beforeEach(() => { pool = new Pool() })\n'
const all = 'beforeAll(() => { pool = new Pool() })\n'

tester.run('hook-scope-match', rule('hook-scope-match'), {
  valid: [
    `${pg}${each}afterEach(() => pool.end())`,
    `${pg}${all}afterAll(() => pool.end())`,
    // Closed before the next is opened.
    `${pg}beforeEach(async () => { await pool?.end(); pool = new Pool() })\nafterAll(() => pool.end())`,
    `${pg}${each}test('x', () => pool.end())\nafterAll(() => pool.end())`,
    `${pg}${each}afterEach(() => pool.end())\nafterAll(() => pool.end())`,
    // Opened once.
    `${pg}beforeEach(() => { pool ??= new Pool() })\nafterAll(() => pool.end())`,
    `${pg}beforeEach(() => { if (!pool) pool = new Pool() })\nafterAll(() => pool.end())`,
    `${pg}test('x', () => { pool = new Pool() })\nafterAll(() => pool.end())`,
    // Never closed is another rule's matter.
    `${pg}${each}`,
    `${pg}${each}afterAll(() => settle(pool))`,
  ],
  invalid: [
    {
      code: `${pg}${each}afterAll(() => pool.end())`,
      errors: [
        {
          line: 3,
          message:
            '`Pool` of pg is opened in `beforeEach` for every test and closed once, in `afterAll`: move the close to `afterEach`: `await pool.end()` in `afterEach`',
        },
      ],
    },
    { code: `${pg}function cleanup() { return pool.end() }\n${each}afterAll(cleanup)`, errors: 1 },
    {
      code: `${pg}${all}afterEach(() => pool.end())`,
      errors: [
        { message: /is opened once, in `beforeAll`, and closed after the first test, in `afterEach`/ },
      ],
    },
    {
      code: `${pg}test('x', () => { pool = new Pool() })\ntest('y', () => { pool = new Pool() })\nafterAll(() => pool.end())`,
      errors: [{ message: /is opened by 2 tests and closed once, in `afterAll`/ }],
    },
  ],
})
