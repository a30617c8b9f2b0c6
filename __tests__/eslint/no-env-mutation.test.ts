import { rule, tester } from './tester'

const next = "\ntest('next', () => {})"

tester.run('no-env-mutation', rule('no-env-mutation'), {
  valid: [
    // The whole file means to.
    `process.env.A = '1'${next}`,
    `beforeEach(() => { process.env.A = '1' })${next}`,
    // Put back.
    `const env = process.env\nafterEach(() => { process.env = env })\ntest('x', () => { process.env.A = '1' })${next}`,
    `beforeEach(() => { process.env = { ...env } })\ntest('x', () => { process.env.A = '1' })${next}`,
    `afterEach(() => { delete process.env.A })\ntest('x', () => { process.env.A = '1' })${next}`,
    `test('x', () => { process.env.A = '1'; try { f() } finally { delete process.env['A'] } })${next}`,
    `const set = (env) => { for (const key in env) process.env[key] = env[key] }\nafterEach(() => set(before))\ntest('x', () => { process.env.A = '1' })${next}`,
    `async function withPath(f) { process.env.PATH = 'x'; try { await f() } finally { process.env.PATH = old } }\ntest('x', () => withPath(f))${next}`,
    `test('x', () => { jest.replaceProperty(process, 'env', { A: '1' }) })${next}`,
    `test('x', () => { process.chdir(a); f(); process.chdir(b) })${next}`,
    `afterAll(() => { process.chdir(before) })\ntest('x', () => { process.chdir(a) })${next}`,
    `test('x', () => { process.env.A = '1'; f(); Object.keys(process.env).forEach((key) => delete process.env[key]) })${next}`,
    // Meant for all.
    `test('x', () => { process.env.A ??= '1' })${next}`,
    `test('x', () => { if (!process.env.A) process.env.A = '1' })${next}`,
    `describe('a', () => { beforeAll(() => { process.env.A = '1' }); test('x', f) })\ndescribe('b', () => { beforeEach(() => { process.env.A = '2' }); test('y', f) })`,
    // Nothing follows, or nothing that does not set its own.
    `test('x', () => { process.env.A = '1' })\ntest('y', () => { process.env.A = '2' })`,
    "test('x', () => { process.env.A = '1' })",
    `test('x', () => { const env = { ...process.env }; env.A = '1' })${next}`,
  ],
  invalid: [
    {
      code: `test('x', () => { process.env.A = '1' })${next}`,
      errors: [
        {
          message:
            '`process.env.A` stays changed for the tests that follow: keep what it was and set `process.env.A` to that in `afterEach`',
        },
      ],
    },
    { code: `test('x', () => { process.env['A'] = '1' })${next}`, errors: 1 },
    { code: `test('x', () => { delete process.env.A })${next}`, errors: 1 },
    { code: `test('x', () => { delete process.env[name] })${next}`, errors: 1 },
    { code: `test('x', () => { if (ready) process.env.A = '1' })${next}`, errors: 1 },
    // Each test its own value: the third one has the second one's.
    {
      code: `test('x', () => { process.env.A = '1' })\ntest('y', () => { process.env.A = '2' })${next}`,
      errors: 1,
    },
    {
      code: `describe('a', () => { beforeAll(() => { process.env.A = '1' }); test('x', f) })${next}`,
      errors: [{ message: /in `afterAll`$/ }],
    },
    {
      code: `afterEach(() => { delete process.env.B })\ntest('x', () => { process.env.A = '1' })${next}`,
      errors: 1,
    },
    {
      code: `test('x', () => { process.chdir(folder) })${next}`,
      errors: [
        {
          message:
            'the working directory stays changed for whatever follows: keep what `process.cwd()` returns and `process.chdir()` there in `afterEach`',
        },
      ],
    },
  ],
})
