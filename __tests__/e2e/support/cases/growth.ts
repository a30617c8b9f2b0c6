/** A test file whose tests leave memory behind, and how its author would not. */
export interface Growth {
  readonly name: string
  readonly leaking: string
  readonly clean: string
  /** Lines of the answer, without their figures in megabytes. */
  readonly said: readonly string[]
}

/** What both use. */
export const modules: Readonly<Record<string, string>> = {
  'sessions.js': `class Session {
  constructor(user) {
    this.user = user
    this.rights = [1, 2, 3, 4]
  }
}
const cache = new Map()

exports.open = function open(id) {
  cache.set(id, new Session({ id, name: 'user ' + id }))
}
exports.close = () => cache.clear()
`,
  'bus.js': `const listeners = []

exports.subscribe = (listener) => void listeners.push(listener)
exports.reset = () => listeners.splice(0)
`,
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((number) => [
      `table${String(number)}.js`,
      "exports.rows = Array.from({ length: 20_000 }, (_, i) => ({ i, text: 'row ' + i }))\n",
    ]),
  ),
}

const openSessions = `test.each([1, 2, 3, 4, 5, 6])('user %i', (user) => {
  for (let n = 0; n < 5000; n++) open(user * 5000 + n)
})
`
const four = ['one', 'two', 'three', 'four'] as const

export const growths: readonly Growth[] = [
  {
    name: 'module-map',
    leaking: `const { open } = require('./sessions')
${openSessions}`,
    clean: `const { open, close } = require('./sessions')
describe('users', () => {
  afterAll(close)
  ${openSessions}})
test('no user', () => undefined)
test('nobody', () => undefined)
`,
    said: [
      'allocated in `open` (sessions.js:9)',
      '20,000 Session (',
      'these are held by `cache` (sessions.js:7)',
      'help: empty `cache` in `afterEach`',
    ],
  },
  {
    name: 'buffers',
    leaking: `const parts = []
describe('upload', () => {
${four.map((name) => `  test('${name}', async () => { await null; parts.push(Buffer.alloc(1024 * 1024)) })\n`).join('')}})
`,
    clean: `let parts = []
afterEach(() => { parts = [] })
describe('upload', () => {
${four.map((name) => `  test('${name}', async () => { await null; parts.push(Buffer.alloc(1024 * 1024)) })\n`).join('')}})
`,
    said: [
      'test "upload › four" left 1.0 MB',
      'allocated in buffers.leaking.test.js:3 and 3 more',
      ' Buffer (2.0 MB)',
      'these are held by `parts` (buffers.leaking.test.js:1)',
    ],
  },
  {
    name: 'closures',
    leaking: `const { subscribe } = require('./bus')
${four.map((name) => `test('${name}', () => { const rows = new Array(100_000).fill(0.5); subscribe(() => rows.length) })\n`).join('')}`,
    clean: `const { subscribe, reset } = require('./bus')
afterEach(reset)
${four.map((name) => `test('${name}', () => { const rows = new Array(100_000).fill(0.5); subscribe(() => rows.length) })\n`).join('')}`,
    said: [
      'test "three" left 0.',
      'allocated in closures.leaking.test.js:2',
      'these are held by `listeners` (bus.js:1)',
    ],
  },
  {
    name: 'global-cache',
    leaking: `test.each([1, 2, 3, 4, 5, 6])('page %i', (page) => {
  globalThis.seen ??= []
  for (let n = 0; n < 5000; n++) globalThis.seen.push({ page, text: 'item ' + n + ' of ' + page })
})
`,
    clean: `const seen = new WeakMap()
test.each([1, 2, 3, 4, 5, 6])('page %i', (page) => {
  for (let n = 0; n < 5000; n++) seen.set({ page }, { text: 'item ' + n + ' of ' + page })
})
`,
    said: ['allocated in global-cache.leaking.test.js:1', 'Object (', 'these are held by `globalThis.seen`'],
  },
  {
    name: 'array-buffers',
    leaking: `const frames = { kept: [] }
test.each([1, 2, 3, 4, 5, 6])('frame %i', () => {
  frames.kept.push(new Float64Array(100_000))
})
`,
    clean: `test.each([1, 2, 3, 4, 5, 6])('frame %i', () => {
  const frames = { kept: [] }
  frames.kept.push(new Float64Array(100_000))
})
`,
    said: [
      '4.6 MB of it outside the heap',
      'test "frame 6" left 0.8 MB',
      'Float64Array (3.1 MB)',
      'these are held by `frames.kept`',
    ],
  },
  {
    name: 'beside',
    leaking: `const kept = []
describe.each([1, 2, 3, 4])('block %i', (block) => {
  beforeAll(() => { for (let n = 0; n < 20_000; n++) kept.push({ block, text: 'row ' + n + ' of ' + block }) })
  test('uses them', () => undefined)
})
`,
    // A large cache that is filled once is no growth, wherever that is.
    clean: `let table
const rows = () => (table ??= Array.from({ length: 100_000 }, (_, i) => ({ i, text: 'row ' + i })))
test('has none yet', () => undefined)
test.each([1, 2, 3, 4, 5, 6])('reads %i', (n) => expect(rows()[n].i).toBe(n))
`,
    said: ['beforeAll of "block 4" left', 'these are held by `kept` (beside.leaking.test.js:1)'],
  },
]

/** Files whose memory grows for what is no leak. */
export const quiet: Readonly<Record<string, string>> = {
  'loads.clean.test.js': `test.each([1, 2, 3, 4, 5, 6])('table %i', (n) => {
  expect(require('./table' + n).rows).toHaveLength(20_000)
})
`,
  'filled-last.clean.test.js': `let table
test.each([1, 2, 3, 4, 5, 6])('reads %i', (n) => {
  if (n === 6) table = Array.from({ length: 100_000 }, (_, i) => ({ i, text: 'row ' + i }))
})
`,
}
