import { expectLeaks } from '../support/cases/expect-leaks'
import { type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { nodeLines, runJest } from '../support/run/run-jest'

const declared = `
const net = require('node:net')
const { once } = require('node:events')

async function listening() {
  const server = net.createServer()
  server.listen(0)
  await once(server, 'listening')
  return server
}

test('ends a timer', () => {
  using timer = setInterval(() => {}, 1000)
  expect(timer.hasRef()).toBe(true)
})
test('ends a server', async () => {
  await using server = await listening()
  expect(server.listening).toBe(true)
})
test('ends one after the other', async () => {
  for (const delay of [1000, 2000]) {
    using timer = setInterval(() => {}, delay)
    await using server = await listening()
  }
})
test('ends what was made before the test failed', async () => {
  await using server = await listening()
  using timer = setInterval(() => {}, 1000)
  throw new Error('on purpose')
})

test('leaves a timer', () => {
  using timer = setInterval(() => {}, 1000)
  setInterval(() => {}, 1000) // opened
})
test('leaves a server', async () => {
  await using closed = await listening()
  const server = net.createServer()
  server.listen(0) // server
  await once(server, 'listening')
})
`

const stacks = `
using loading = setInterval(() => {}, 1000)
let kept
test('ends all of a stack', async () => {
  await using stack = new AsyncDisposableStack()
  stack.use(setInterval(() => {}, 1000))
  stack.use(await listening())
  stack.defer(() => clearInterval(kept))
  kept = setInterval(() => {}, 1000)
})
test('leaves what was moved out of its stack', () => {
  using stack = new DisposableStack()
  stack.use(setInterval(() => {}, 1000)) // moved
  kept = stack.move()
})
test('leaves what its dispose() lets live', () => {
  const timer = setInterval(() => {}, 1000) // lasting
  using lasting = { [Symbol.dispose]: () => timer.refresh() }
})
`

const leaks = [
  leakedInterval({ test: 'leaves a timer' }),
  leakedServer({ test: 'leaves a server' }, 'server'),
]
const failing = ['ends what was made before the test failed']

const native: LeakCase = {
  name: 'using',
  source: declared + stacks,
  leaks: [
    ...leaks,
    leakedInterval({ test: 'leaves what was moved out of its stack' }, 'moved'),
    leakedInterval({ test: 'leaves what its dispose() lets live' }, 'lasting'),
  ],
  failing,
}

// What `using` disposes of when its block is left is clean, and what it does not is a leak of its own line.
describe.each(nodeLines.filter((line) => Number(line) >= 24))('the `using` of Node %s', (node) => {
  test.each(['30', '29'] as const)('Jest %s', async (jest) => {
    const files = { 'using.test.js': native.source }
    const run = await runJest({ jest, node, files, config: { preset: 'jest-leakguard', transform: {} } })

    expectLeaks(run, native)
  })
})

/** What makes other code of it, which the engine knows already. */
const compilers: Readonly<Record<string, readonly [string, object]>> = {
  babel: ['babel-jest', { presets: [['@babel/preset-env', { targets: { node: '20' } }]] }],
  swc: ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  TypeScript: [
    'ts-jest',
    { tsconfig: { allowJs: true, target: 'es2022', module: 'commonjs' }, diagnostics: false },
  ],
}

test.each(Object.keys(compilers))('`using` as %s compiles it', async (name) => {
  const compiled: LeakCase = { name: 'compiled', source: declared, leaks, failing }
  const transform = { '\\.js$': compilers[name] }
  const files = { 'compiled.test.js': declared }
  const run = await runJest({ files, config: { preset: 'jest-leakguard', transform } })

  expectLeaks(run, compiled)
})
