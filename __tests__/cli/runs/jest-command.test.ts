import { configOptions } from '../../../src/cli/runs/config-arguments'
import { readScript } from '../../../src/cli/runs/jest-command'

const esm = '--experimental-vm-modules'

test.each([
  ['jest', { args: [] }],
  ['npm run lint && jest -i', { args: ['-i'] }],
  ['npx --no-install jest --ci', { args: ['--ci'] }],
  [`NODE_OPTIONS="${esm} --no-warnings" jest`, { env: { NODE_OPTIONS: `${esm} --no-warnings` } }],
  [`cross-env NODE_OPTIONS=${esm} TZ=UTC npx jest a`, { env: { NODE_OPTIONS: esm, TZ: 'UTC' }, args: ['a'] }],
  [`node ${esm} node_modules/jest/bin/jest.js -i`, { nodeArgs: [esm], args: ['-i'] }],
  [`yarn node ${esm} $(yarn bin jest)`, { nodeArgs: [esm] }],
  [
    'node --inspect-brk -r tsconfig-paths/register node_modules/.bin/jest -i',
    { nodeArgs: ['-r', 'tsconfig-paths/register'], args: ['-i'] },
  ],
  ['cd packages/a && jest', { directory: 'packages/a' }],
  ['dotenv -e .env.test -- jest', {}],
  [`export NODE_OPTIONS=${esm}; jest`, { env: { NODE_OPTIONS: esm } }],
  [`set NODE_OPTIONS=${esm}&& jest`, { env: { NODE_OPTIONS: esm } }],
  ["jest -t 'a b; c' src", { args: ['-t', 'a b; c', 'src'] }],
])('%s runs Jest', (script, expected) => {
  expect(readScript(script)).toEqual({
    jest: [{ directory: '.', env: {}, nodeArgs: [], args: [], ...expected }].map((command) => ({
      ...command,
      args: 'args' in expected ? expected.args : [],
    })),
    foreign: [],
  })
})

test.each([
  'eslint jest',
  'jest-doctor',
  'nx run-many -t test',
  'turbo run test',
  'echo jest',
  'rm -rf node_modules/jest',
])('%s does not', (script) => {
  expect(readScript(script)).toEqual({ jest: [], foreign: [] })
})

test.each([
  ['react-scripts test --watchAll', 'react-scripts test'],
  ['CI=true npx craco test', 'craco test'],
  ['vue-cli-service test:unit', 'vue-cli-service test:unit'],
])('%s brings a configuration of its own', (script, tool) => {
  expect(readScript(script)).toEqual({ jest: [], foreign: [tool] })
})

test('the options that choose a configuration, whatever their spelling', () => {
  const args = [
    'src',
    '--config=a.json',
    '--coverage',
    '--projects',
    'a',
    'b',
    '--root-dir',
    'x',
    '--env',
    'jsdom',
  ]
  expect(configOptions([...args, '--forceExit', '--', '--config', 'z'])).toEqual([
    { name: 'config', words: ['--config=a.json'] },
    { name: 'projects', words: ['--projects', 'a', 'b'] },
    { name: 'rootDir', words: ['--root-dir', 'x'] },
    { name: 'env', words: ['--env', 'jsdom'] },
    { name: 'forceExit', words: ['--forceExit'] },
  ])
})
