/** What every way in must see: one test that leaks, and one that does not. */
const body = `
test('leaks', () => {
  setInterval(() => undefined, 60_000)
})
test('clean', () => {
  clearInterval(setInterval(() => undefined, 60_000))
})
`

export const javascript = { 'leak.test.js': body }

/** With a type that a transform must remove, and lines that it moves. */
export const typescript = {
  'leak.test.ts': `import { setTimeout as sleep } from 'node:timers/promises'

interface Order {
  readonly id: string
}
const order: Order = { id: 'a' }
test('types', async () => {
  await sleep(1)
  expect(order.id).toBe('a')
})
${body}`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'commonjs',
      moduleResolution: 'bundler',
      strict: true,
      esModuleInterop: true,
      types: ['jest', 'node'],
    },
  }),
}

export const transforms = {
  babel: {
    config: {},
    files: {
      'babel.config.js': `module.exports = {
  presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'],
}
`,
    },
  },
  'ts-jest': { config: { transform: { '^.+\\.ts$': 'ts-jest' } }, files: {} },
  '@swc/jest': { config: { transform: { '^.+\\.ts$': '@swc/jest' } }, files: {} },
}
