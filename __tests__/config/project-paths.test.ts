import { join } from 'node:path'
import { directoryOf, findProjects, isGuardedProject } from '../../src/config/project-paths'
import { directoryWith } from './support/guarded'

describe('findProjects', () => {
  const files = {
    'packages/api/package.json': '{}',
    'packages/web.io/package.json': '{}',
    'packages/.hidden/package.json': '{}',
    'packages/README.md': '',
    'apps/one/jest.config.js': '',
    'apps/two/jest.config.js': '',
    'a+b/x/package.json': '{}',
  }

  test.each([
    ['packages/api', ['packages/api']],
    ['./packages/api/', ['packages/api']],
    ['<rootDir>/packages/api', ['packages/api']],
    ['<rootDir>', ['']],
    ['packages/*', ['packages/api', 'packages/web.io']],
    ['packages/web*', ['packages/web.io']],
    ['a+b/*', ['a+b/x']],
    ['apps/*/jest.config.js', ['apps/one/jest.config.js', 'apps/two/jest.config.js']],
    ['apps/three', []],
    ['apps/*/none.js', []],
    ['packages/{api,web}', []],
  ])('%s', (path, expected) => {
    const root = directoryWith(files)
    expect(findProjects(path, root).sort()).toEqual(expected.map((name) => join(root, name)))
  })

  test('an absolute path needs no root', () => {
    const root = directoryWith(files)
    expect(findProjects(join(root, 'apps/*'), '/elsewhere')).toHaveLength(2)
  })
})

test('the directory of a project named by its config file', () => {
  const root = directoryWith({ 'web.io/jest.config.js': '' })
  expect(directoryOf(join(root, 'web.io'))).toBe(join(root, 'web.io'))
  expect(directoryOf(join(root, 'web.io/jest.config.js'))).toBe(join(root, 'web.io'))
})

describe('isGuardedProject', () => {
  const us = `require('jest-leakguard')`

  test.each([
    ['its config mentions us', { 'p/jest.config.mjs': `import 'jest-leakguard'` }, true],
    ['its config imports one that does', { 'p/jest.config.js': `require('../base')`, 'base.js': us }, true],
    ['its TypeScript does', { 'p/jest.config.ts': `import base from '../base'`, 'base.ts': us }, true],
    ['as ES modules', { 'p/jest.config.mts': `export * from '../base.js'`, 'base.ts': us }, true],
    [
      'through two files',
      { 'p/jest.config.js': `require('./a')`, 'p/a.js': `require('./b')`, 'p/b.js': us },
      true,
    ],
    ['its package.json does', { 'p/package.json': '{"jest":{"preset":"jest-leakguard"}}' }, true],
    ['it only depends on us', { 'p/package.json': '{"devDependencies":{"jest-leakguard":"1"}}' }, false],
    [
      'it depends on us, with a config',
      { 'p/package.json': '{"jest":{"preset":"jest-leakguard"}}', 'p/jest.config.js': '' },
      false,
    ],
    [
      'files import each other',
      { 'p/jest.config.js': `require('./a')`, 'p/a.js': `require('./jest.config')` },
      false,
    ],
    ['its package.json is broken', { 'p/package.json': '{' }, false],
    ['it has no config', { 'p/index.js': us }, false],
  ])('%s', (_, files, expected) => {
    expect(isGuardedProject(join(directoryWith(files as Record<string, string>), 'p'))).toBe(expected)
  })

  test('a config file may be the project', () => {
    const root = directoryWith({ 'a.js': us, 'b.js': '' })
    expect(isGuardedProject(join(root, 'a.js'))).toBe(true)
    expect(isGuardedProject(join(root, 'b.js'))).toBe(false)
  })
})
