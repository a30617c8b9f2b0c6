import { candidatesFor, allowed } from '../../../src/cli/fix/plan/candidates'
import { parseSource } from '../../../src/cli/fix/source/parse-source'
import type { ReportLeak } from '../../../src/report/model/model'

/** What the environment would report of the line that ends with `// leak`. */
function leakIn(text: string, more: Partial<ReportLeak> = {}): ReportLeak {
  const line = text.split('\n').findIndex((each) => each.includes('// leak')) + 1
  return {
    fingerprint: '1',
    type: 'timer',
    status: 'new',
    severity: 'fail',
    count: 1,
    owner: { kind: 'test', path: ['a'] },
    headline: '',
    help: 'keep what `setInterval()` returns and call `clearInterval(timer)` in `afterEach`',
    site: { file: 'a.test.ts', line, column: 1 },
    frames: [`at Object.<anonymous> (a.test.ts:${String(line)}:1)`],
    thirdParty: false,
    facts: {},
    ...more,
  }
}

function fixedText(text: string, more: Partial<ReportLeak> = {}, path = '/project/a.test.ts'): string {
  const source = parseSource(text, path)
  if (source === undefined) throw new Error('expected a source that can be parsed')
  const { texts, reason } = candidatesFor(leakIn(text, more), { name: 'a.test.ts', path, source })
  return texts[0] ?? `none: ${reason}`
}

test('what a test opens is closed in `finally`', () => {
  const fixed = fixedText(`test('a', async () => {
  const t = setInterval(tick, 5) // leak

  await wait(\`
 kept
\`)
  expect(1).toBe(1)
})
`)
  expect(fixed).toBe(`test('a', async () => {
  const t = setInterval(tick, 5) // leak
  try {
    await wait(\`
 kept
\`)
    expect(1).toBe(1)
  } finally {
    clearInterval(t)
  }
})
`)
})

test('behind the last line it is closed at once; semicolons, tabs and line ends are those of the file', () => {
  const fixed = fixedText("test('a', () => {\r\n\tconst t = setInterval(tick, 5); // leak\r\n});\r\n")
  expect(fixed).toBe(
    "test('a', () => {\r\n\tconst t = setInterval(tick, 5); // leak\r\n\tclearInterval(t);\r\n});\r\n",
  )
})

const server = {
  type: 'http-server',
  help: '`await new Promise((done) => server.close(done))` in `afterEach`',
}

test('a test becomes async where the close has to be awaited, one with a callback does not', () => {
  const text =
    "import { app } from './app'\ntest('a', () => {\n  const api = app.listen(0) // leak\n  use(api)\n})\n"
  expect(fixedText(text, server)).toContain(
    "test('a', async () => {\n  const api = app.listen(0) // leak\n  try {\n    use(api)\n  } finally {\n    await new Promise((done) => api.close(done))\n  }\n})",
  )
  expect(fixedText(text.replace('() => {', '(done) => {'), server)).toMatch(/^none: /)
  expect(
    fixedText(text.replace("test('a', ", "test.each([1])('a', ").replace('() =>', '(one) =>'), server),
  ).toContain('async (one) =>')
})

test.each([
  ['beforeEach', 'afterEach'],
  ['beforeAll', 'afterAll'],
])('what %s opens into a variable of its block gets %s', (before, after) => {
  const fixed = fixedText(`describe('x', () => {
  let pool
  ${before}(() => {
    pool = setInterval(tick, 5) // leak
  })
  test('a', () => {})
})
`)
  expect(fixed).toContain(`  })

  ${after}(() => {
    clearInterval(pool)
  })

  test('a', () => {})`)
})

test('what a file or block opens is closed after all; a hook is imported where hooks are', () => {
  const fixed = fixedText(`import { expect, test } from '@jest/globals'
const t = setInterval(tick, 5) // leak
test('a', () => {})
`)
  expect(fixed).toBe(`import { afterAll, expect, test } from '@jest/globals'
const t = setInterval(tick, 5) // leak

afterAll(() => {
  clearInterval(t)
})

test('a', () => {})
`)
})

test('a close in the wrong hook goes to the right one, a hook of nothing else gets its name', () => {
  const text = `let t
beforeEach(() => {
  t = setInterval(tick, 5) // leak
})
afterAll(() => {
  clearInterval(t)
})
test('a', () => {})
`
  // Only methods are seen as closes.
  const own = text.replace('setInterval(tick, 5)', 'new Clock()').replace('clearInterval(t)', 't.stop()')
  expect(fixedText(own)).toContain('afterEach(() => {\n  t.stop()\n})')
  expect(fixedText(own.replace('  t.stop()\n', '  t.stop()\n  rest()\n'))).toContain(
    '})\n\nafterEach(() => {\n  t.stop()\n})\n\nafterAll(() => {\n  rest()\n})',
  )
})

test('a close that a failure or a return skips goes into `finally`', () => {
  expect(
    fixedText(`test('a', async () => {
  const client = connect() // leak
  if (client.isOld) return
  await client.close()
})
`),
  ).toBe(`test('a', async () => {
  const client = connect() // leak
  try {
    if (client.isOld) return
  } finally {
    await client.close()
  }
})
`)
})

test.each([
  ['clearInterval(t)', 'clearInterval(t)'],
  ['await new Promise((done) => t.close(done))', 'await new Promise((done) => t.close(done))'],
])('so does %s', (close, moved) => {
  expect(
    fixedText(`test('a', async () => {
  const t = open() // leak
  if (t.isOld) return
  ${close}
})
`),
  ).toContain(`  } finally {\n    ${moved}\n  }`)
})

test('a close that nobody waits for is awaited', () => {
  const text = `let pool
beforeAll(() => {
  pool = new Pool() // leak
})
afterAll(() => {
  void pool.end()
})
`
  const help = { type: 'pg-pool', help: '`await pool.end()` in `afterAll`' }
  expect(fixedText(text, help)).toContain('afterAll(async () => {\n  await pool.end()\n})')
})

test('what an async function returns is awaited before it is closed', () => {
  expect(
    fixedText(
      `async function look() {
  const engine = await open() // leak
  return engine.turn()
}
test('a', () => look())
`,
      { help: '`await handle.close()` in `afterEach`' },
    ),
  ).toContain('    return await engine.turn()\n  } finally {\n    await engine.close()\n')
})

test('the caller closes what a function gives away', () => {
  const text = `function open() {
  const t = setInterval(tick, 5) // leak
  return { t }
}
test('a', () => {
  const clock = open()
  expect(clock).toBeDefined()
})
test('b', () => {
  const other = open()
  other.stop()
})
`
  const frames = ['at open (a.test.ts:2:3)', 'at Object.<anonymous> (a.test.ts:6:17)']
  expect(fixedText(text, { frames })).toContain('  } finally {\n    clock.stop()\n  }')
})

test.each([
  ["test('a', () => {\n  new Promise((done) => {\n    const t = setInterval(done, 5) // leak\n  })\n})\n"],
  ["test('a', () => {\n  setInterval(tick, 5) // leak\n})\n"],
  ["test('a', () => {\n  const t = setInterval(tick, 5); use(t) // leak\n})\n"],
  ["test.concurrent('a', function* () {\n  const t = yield open() // leak\n})\n"],
  ['beforeEach(() => {\n  const t = setInterval(tick, 5) // leak\n  for (;;) t.stop()\n})\n'],
])('no edit where none is certain: %j', (text) => {
  expect(fixedText(text)).toMatch(/^none: /)
})

test('a file in a folder with parentheses is found in the stack', () => {
  const text = "test('a', () => {\n  const t = setInterval(tick, 5) // leak\n})\n"
  const name = 'app/(shop)/a.test.ts'
  const path = `/project/${name}`
  const source = parseSource(text, path)
  if (source === undefined) throw new Error('expected a source that can be parsed')
  for (const frame of [`at tick (${name}:2:9)`, `at ${name}:2:9`]) {
    const { texts } = candidatesFor(leakIn(text, { frames: [frame] }), { name, path, source })
    expect(texts).toEqual([expect.stringContaining('  clearInterval(t)\n')])
  }
})

/** In pieces: here it is no allowance. */
const said = ['@leakguard', 'allow timer: why'].join('-')

test.each([
  ["test('a', () => {\n  x() // leak\n})\n", { kind: 'test', path: ['a'] }, '// ALLOWED\ntest('],
  [
    "describe('x', () => {\n  test.each([1])('a %i', () => {\n    x() // leak\n  })\n})\n",
    { kind: 'test', path: ['x', 'a 1'] },
    "  // ALLOWED\n  test.each([1])('a %i'",
  ],
  ["describe('x', () => {\n  x() // leak\n})\n", { kind: 'describe', path: ['x'] }, '// ALLOWED\ndescribe('],
  ['x() // leak\n', { kind: 'file', path: [] }, '/**\n * ALLOWED\n */\n\nx()'],
  [
    '/** @jest-environment node */\nx() // leak\n',
    { kind: 'file', path: [] },
    '/** @jest-environment node\n * ALLOWED\n */\nx()',
  ],
] as const)('an allowance: %j', (text, owner, expected) => {
  const path = '/project/a.test.ts'
  const source = parseSource(text, path)
  if (source === undefined) throw new Error('expected a source that can be parsed')
  expect(allowed(leakIn(text, { owner }), 'why', { name: 'a.test.ts', path, source })).toContain(
    expected.replace('ALLOWED', said),
  )
})
