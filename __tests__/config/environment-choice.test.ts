import { join } from 'node:path'
import { chooseEnvironment } from '../../src/config/environment-choice'
import {
  anyEnvironmentPath,
  environmentPath,
  jsdomPath,
  strictEnvironmentPath,
} from '../../src/config/package-paths'
import { directoryWith } from './support/guarded'

const here = [__dirname]

test.each([undefined, null, '', 'node', 'jest-environment-node', require.resolve('jest-environment-node')])(
  'ours takes the place of %p',
  (testEnvironment) => {
    expect(chooseEnvironment(testEnvironment, here)).toEqual({ kind: 'ours', path: environmentPath })
  },
)

test.each([
  environmentPath,
  'jest-leakguard/environment',
  strictEnvironmentPath,
  'jest-leakguard/strict-environment',
  anyEnvironmentPath,
  'jest-leakguard/jsdom',
  'jest-leakguard/strict-jsdom',
  'no-such-environment',
  './no-such-file.js',
  42,
])('%p is kept without a word: it is ours, or Jest rejects it', (testEnvironment) => {
  expect(chooseEnvironment(testEnvironment, here)).toEqual({ kind: 'kept' })
})

test.each(['jsdom', 'jest-environment-jsdom'])(
  '%s is ours on jsdom, whether it is installed or not',
  (name) => {
    expect(chooseEnvironment(name, here)).toEqual({ kind: 'ours', path: jsdomPath })
  },
)

test('jsdom is known by its file, which a preset may name', () => {
  const file = 'node_modules/acme/node_modules/jest-environment-jsdom/build/index.js'
  const rootDir = directoryWith({ [file]: 'module.exports = class {}' })
  expect(chooseEnvironment(join(rootDir, file), [rootDir])).toEqual({ kind: 'ours', path: jsdomPath })
})

test.each([
  ['env.js', `module.exports = require('jest-leakguard').withLeakDetection(class {})`],
  ['env.ts', `export default withLeakDetection(Base as never)`],
])('%s that wraps is kept', (file, text) => {
  const rootDir = directoryWith({ [file]: text })
  expect(chooseEnvironment(`<rootDir>/${file}`, [rootDir])).toEqual({ kind: 'kept' })
  expect(chooseEnvironment(join(rootDir, file), [rootDir])).toEqual({ kind: 'kept' })
})

test.each(['<rootDir>/test/env.js', './test/env.js'])('%s is wrapped, and not loaded for it', (name) => {
  const rootDir = directoryWith({ 'test/env.js': 'throw new Error("needs Docker")' })
  const file = join(rootDir, 'test/env.js')
  expect(chooseEnvironment(name, [rootDir])).toEqual({ kind: 'wrapped', file })
})

test('TypeScript is for Jest to load: displaced, and told how it is wrapped', () => {
  const rootDir = directoryWith({ 'env.ts': 'export default class {}' })
  const name = './env.ts'
  expect(chooseEnvironment(name, [rootDir])).toEqual({
    kind: 'displaced',
    name,
    base: `require('./env.ts')`,
  })
})

test('packages are found as Jest finds them: jest-environment-<name> first', () => {
  const rootDir = directoryWith({
    'node_modules/jest-environment-mongo/index.js': 'module.exports = class {}',
    'node_modules/mongo/index.js': 'module.exports = class {}',
    'node_modules/@acme/env/index.js': 'module.exports = class {}',
  })
  expect(chooseEnvironment('mongo', [rootDir])).toEqual({
    kind: 'wrapped',
    file: join(rootDir, 'node_modules/jest-environment-mongo/index.js'),
  })
  expect(chooseEnvironment('@acme/env', [rootDir])).toEqual({
    kind: 'wrapped',
    file: join(rootDir, 'node_modules/@acme/env/index.js'),
  })
})

test('the first directory that has the file counts', () => {
  const outer = directoryWith({ 'env.js': 'module.exports = class {}' })
  const inner = directoryWith({ 'env.js': 'module.exports = withLeakDetection(class {})' })
  expect(chooseEnvironment('./env.js', [inner, outer])).toMatchObject({ kind: 'kept' })
  expect(chooseEnvironment('./env.js', [outer, inner])).toMatchObject({ kind: 'wrapped' })
})
