import { rule, tester } from './tester'

const sleep = 'const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))\n'

tester.run('no-sleep-instead-of-wait', rule('no-sleep-instead-of-wait'), {
  valid: [
    `${sleep}test('x', async () => { await eventually(() => expect(a).toBe(1)) })`,
    `${sleep}test('x', async () => { await sleep(0); expect(a).toBe(1) })`,
    // A poll, not a guess.
    `${sleep}test('x', async () => { while (!done) await sleep(5); expect(a).toBe(1) })`,
    // What is slow by purpose.
    `${sleep}test('x', async () => { app.get('/', async () => { await sleep(50); expect(1) }) })`,
    `${sleep}test('x', async () => { await sleep(50); start() })`,
    `${sleep}async function slow() { await sleep(50); expect(1) }`,
    "test('x', async () => { await new Promise((resolve) => server.close(resolve)); expect(a).toBe(1) })",
    "test('x', async () => { await new Promise((resolve) => setTimeout(() => { a = 2; resolve() }, 50)); expect(a).toBe(1) })",
    "import { setImmediate } from 'node:timers/promises'\ntest('x', async () => { await setImmediate(); expect(a).toBe(1) })",
    // That nothing happened can only be waited out.
    `${sleep}test('x', async () => { await sleep(50); expect(f).not.toHaveBeenCalled() })`,
    `${sleep}test('x', async () => { await sleep(50); expect(f).toHaveBeenCalledTimes(0) })`,
    `${sleep}test('x', async () => { await sleep(50); expect(done).toBe(false) })`,
  ],
  invalid: [
    { code: `${sleep}test('x', async () => { await sleep(50); expect(f).not.toBeNull() })`, errors: 1 },
    {
      code: `${sleep}test('x', async () => { await sleep(50); expect(f).toHaveBeenCalledTimes(10) })`,
      errors: 1,
    },
    {
      code: `${sleep}test('x', async () => { start(); await sleep(300); expect(a).toBe(1) })`,
      errors: [{ message: /`await eventually\(\(\) => expect\(…\)\)` of jest-leakguard\/fixtures$/ }],
    },
    {
      code: "test('x', async () => { await new Promise((r) => setTimeout(r, 300)); expect(a).toBe(1) })",
      errors: 1,
    },
    {
      code: "test('x', async () => { await new Promise((r) => setTimeout(() => r(), 300)); expect(a).toBe(1) })",
      errors: 1,
    },
    {
      code: "test('x', async () => { await new Promise((r) => { setTimeout(r, 300) }); expect(a).toBe(1) })",
      errors: 1,
    },
    {
      code: "import { setTimeout as wait } from 'node:timers/promises'\ntest('x', async () => { await wait(50); await expect(a).resolves.toBe(1) })",
      errors: 1,
    },
  ],
})
