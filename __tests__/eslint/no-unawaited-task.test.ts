import { rule, tester } from './tester'

const poll = 'let running = true\nasync function poll() { while (running) { await once() } }\n'

tester.run('no-unawaited-task', rule('no-unawaited-task'), {
  valid: [
    `${poll}test('x', async () => { const task = poll(); running = false; await task })`,
    `${poll}test('x', async () => { await poll() })`,
    `${poll}test('x', async () => { await poll().catch(f) })`,
    `${poll}test('x', () => poll())`,
    `${poll}let task\nbeforeAll(() => { task = poll() })\nafterAll(() => { running = false; return task })`,
    // It ends by itself.
    "async function load() { for (const one of all) await once(one) }\ntest('x', () => { void load() })",
    "async function load() { for (let i = 0; i < 3; i++) await once(i) }\ntest('x', () => { void load() })",
    "async function wait() { while (Date.now() < end) await once() }\ntest('x', () => { void wait() })",
    // No test.
    `${poll}void poll()`,
    "function spin() { while (running) once() }\ntest('x', () => { spin() })",
  ],
  invalid: [
    {
      code: `${poll}test('x', () => { void poll(); running = false })`,
      errors: [{ message: /^nobody waits for the loop in `poll\(\)`: keep its promise, tell it to end, / }],
    },
    { code: `${poll}test('x', () => { poll(); running = false })`, errors: 1 },
    { code: `${poll}beforeEach(() => { poll().catch(() => undefined) })\ntest('x', f)`, errors: 1 },
    {
      code: "test('x', async () => { const controller = new AbortController(); const poll = async () => { while (!controller.signal.aborted) await once() }; void poll(); controller.abort() })",
      errors: 1,
    },
    {
      code: "const poll = async () => { for (;;) await once() }\ntest('x', () => { void poll() })",
      errors: 1,
    },
  ],
})
