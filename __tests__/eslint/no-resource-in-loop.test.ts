import { rule, tester } from './tester'

const pg = "import { Pool } from 'pg'\n"

tester.run('no-resource-in-loop', rule('no-resource-in-loop'), {
  valid: [
    `${pg}const pool = new Pool()\nfor (const one of all) await pool.query(one)`,
    `${pg}for (const url of urls) { const pool = new Pool(); await pool.query(''); await pool.end() }`,
    `${pg}for (const url of urls) { await using pool = new Pool() }`,
    `${pg}for (const url of urls) pools.push(new Pool())`,
    `${pg}const pools = urls.map((url) => new Pool(url))`,
    `${pg}for (const pool = new Pool(); ; ) await pool.query('')`,
    `${pg}app.get('/', async (req, res) => { const pool = new Pool(); try { await pool.query('') } finally { await pool.end() } })`,
    `${pg}const pools = new Map()\napp.get('/', (req, res) => { const pool = new Pool(); pools.set(req.id, pool) })`,
    // Once, though a handler uses it.
    `${pg}function open() { return new Pool() }\nconst pool = open()\napp.get('/', (req, res) => pool.query(''))`,
    // Not a handler, not a timer.
    `${pg}cache.get('key', (one) => { const pool = new Pool(); pool.query(one) })`,
    `${pg}setTimeout(() => { const pool = new Pool(); pool.query('') }, 10)`,
    "import http from 'node:http'\nfor (const port of ports) { const server = http.createServer() }",
    // Elsewhere it is somebody else's class.
    "import { Pool } from './pool'\nfor (const url of urls) { const pool = new Pool(); pool.query('') }",
  ],
  invalid: [
    {
      code: `${pg}for (const url of urls) { const pool = new Pool(url); await pool.query('') }`,
      errors: [
        {
          message:
            'a loop opens one more `Pool` of pg each time, and never closes it: make one pool and reuse it; `await pool.end()` in `afterAll`',
        },
      ],
    },
    { code: `${pg}while (busy) { new Pool().query('') }`, errors: 1 },
    { code: `${pg}urls.forEach((url) => { const pool = new Pool(url); pool.query('') })`, errors: 1 },
    {
      code: `${pg}setInterval(async () => { const pool = new Pool(); await pool.query('') }, 1000)`,
      errors: [{ message: /^a timer callback opens one more `Pool` of pg each time, / }],
    },
    {
      code: `${pg}function tick() { const pool = new Pool(); return pool.query('') }\nsetInterval(tick, 1000)`,
      errors: [{ message: /^a timer callback opens .* through `tick\(\)`, / }],
    },
    {
      code: `${pg}app.get('/', async (req, res) => { const pool = new Pool(); res.json(await pool.query('')) })`,
      errors: [{ message: /^a request handler opens / }],
    },
    {
      code: `${pg}const load = () => { const pool = new Pool(); return pool.query('') }\nrouter.post('/', async (req, res) => { res.json(await load()) })`,
      errors: [{ message: /^a request handler opens .* through `load\(\)`, / }],
    },
    {
      code: `${pg}import http from 'http'\nhttp.createServer((req, res) => { const pool = new Pool(); pool.query('') })`,
      errors: 1,
    },
    {
      code: "test('x', async () => { for (const name of names) await place(name) })\nasync function place(name) { const store = new OrderStore(name); return store.load() }",
      settings: { leakguard: { resources: [{ name: 'OrderStore', close: 'close' }] } },
      errors: [
        {
          message:
            /^a loop opens one more `OrderStore` each time through `place\(\)`, .*: in `afterEach`: `await store.close\(\)`$/,
        },
      ],
    },
    { code: 'while (running) { setInterval(poll, 10) }', errors: 1 },
  ],
})
