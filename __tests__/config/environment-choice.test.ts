import { join } from 'node:path'
import { chooseEnvironment } from '../../src/config/environment-choice'
import { environmentPath, strictEnvironmentPath } from '../../src/config/package-paths'
import { directoryWith } from './support/guarded'

const here = [__dirname]

test.each([undefined, null, '', 'node', 'jest-environment-node', require.resolve('jest-environment-node')])(
  'ours takes the place of %p',
  (testEnvironment) => {
    expect(chooseEnvironment(testEnvironment, here)).toEqual({ kind: 'ours' })
  },
)

test.each([
  environmentPath,
  'jest-leakguard/environment',
  strictEnvironmentPath,
  'jest-leakguard/strict-environment',
  'no-such-environment',
  './no-such-file.js',
  42,
])('%p is kept without a word: it is ours, or Jest rejects it', (testEnvironment) => {
  expect(chooseEnvironment(testEnvironment, here)).toEqual({ kind: 'kept' })
})

test.each(['jsdom', 'jest-environment-jsdom'])('%s is displaced whether it is installed or not', (name) => {
  expect(chooseEnvironment(name, here)).toEqual({
    kind: 'displaced',
    name,
    base: `require('jest-environment-jsdom').TestEnvironment`,
  })
})

const branded = `static [Symbol.for('jest-leakguard.environment')] = true`

test.each([
  ['a class with our brand', 'env.js', `module.exports = class { ${branded} }`],
  [
    'a default export with our brand',
    'env.js',
    `exports.__esModule = true; exports.default = class { ${branded} }`,
  ],
  ['a subclass of one', 'env.js', `class Base { ${branded} }; module.exports = class extends Base {}`],
  ['TypeScript that wraps', 'env.ts', `export default withLeakDetection(Base as never)`],
])('%s is kept', (_, file, text) => {
  const rootDir = directoryWith({ [file]: text })
  expect(chooseEnvironment(`<rootDir>/${file}`, [rootDir])).toEqual({ kind: 'kept' })
  expect(chooseEnvironment(join(rootDir, file), [rootDir])).toEqual({ kind: 'kept' })
})

test.each([
  ['module.exports = class {}', `require('./test/env.js')`],
  ['exports.__esModule = true; exports.default = class {}', `require('./test/env.js').default`],
  ['throw new Error("needs Docker")', `require('./test/env.js')`],
])('the file %p is displaced, and told how it is wrapped', (text, base) => {
  const rootDir = directoryWith({ 'test/env.js': text })
  for (const name of ['<rootDir>/test/env.js', './test/env.js']) {
    expect(chooseEnvironment(name, [rootDir])).toEqual({ kind: 'displaced', name, base })
  }
})

test('packages are found as Jest finds them: jest-environment-<name> first', () => {
  const rootDir = directoryWith({
    'node_modules/jest-environment-mongo/index.js': 'module.exports = class {}',
    'node_modules/mongo/index.js': 'module.exports = class {}',
    'node_modules/@acme/env/index.js': 'module.exports = class {}',
  })
  expect(chooseEnvironment('mongo', [rootDir])).toMatchObject({ base: `require('jest-environment-mongo')` })
  expect(chooseEnvironment('@acme/env', [rootDir])).toMatchObject({ base: `require('@acme/env')` })
})

test('the first directory that has the file counts', () => {
  const outer = directoryWith({ 'env.js': 'module.exports = class {}' })
  const inner = directoryWith({ 'env.js': `module.exports = class { ${branded} }` })
  expect(chooseEnvironment('./env.js', [inner, outer])).toMatchObject({ kind: 'kept' })
  expect(chooseEnvironment('./env.js', [outer, inner])).toMatchObject({ kind: 'displaced' })
})
