import path from 'node:path'
import { compileFunction } from 'node:vm'
import { configFiles, directoriesOf, isProjectConfig } from '../../src/config/config-files'

type Call = () => string[]

/** Our own environment runs these tests: its frames are on every stack. */
const environment = path.join(__dirname, '../../build/')

/** The frames of this file lie between those that a test is about. */
const others = (files: string[]) =>
  files.filter((file) => file !== __filename && !file.startsWith(environment))

function within(filename: string, call: Call): string[] {
  const run = compileFunction('return call()', ['call'], { filename }) as (call: Call) => string[]
  return run(call)
}

function withLeakGuard(): string[] {
  return configFiles(withLeakGuard)
}

describe('configFiles', () => {
  test('the file that calls is the config', () => {
    expect(others(within('/repo/jest.config.js', withLeakGuard))).toEqual(['/repo/jest.config.js'])
  })

  test('the outermost file comes first: it requires the shared config that calls', () => {
    const shared = () => within('/repo/config/base.js', withLeakGuard)
    expect(others(within('/repo/packages/api/jest.config.js', shared))).toEqual([
      '/repo/packages/api/jest.config.js',
      '/repo/config/base.js',
    ])
  })

  test('ES modules are files, packages and Node itself are not', () => {
    const shared = () => within('/repo/node_modules/@acme/jest-config/index.js', withLeakGuard)
    const loader = () => within('node:internal/modules/cjs/loader', shared)
    expect(others(within('file:///repo/with%20space/jest.config.mjs', loader))).toEqual([
      '/repo/with space/jest.config.mjs',
    ])
  })

  test('leaves the settings of stacks as they were', () => {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 3
    withLeakGuard()
    expect(Error.stackTraceLimit).toBe(3)
    Error.stackTraceLimit = stackTraceLimit
  })

  test('a stack that is no text tells nothing', () => {
    const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace') ?? {
      configurable: true,
      writable: true,
      value: undefined,
    }
    Error.prepareStackTrace = () => ({})
    try {
      expect(withLeakGuard()).toEqual([])
    } finally {
      Object.defineProperty(Error, 'prepareStackTrace', before)
    }
  })
})

test('directories are those of the files, then where Jest runs', () => {
  expect(directoriesOf(['/repo/a/jest.config.js', '/repo/base.js', '/repo/more.js'], '/cwd')).toEqual([
    '/repo/a',
    '/repo',
    '/cwd',
  ])
  expect(directoriesOf([], '/cwd')).toEqual(['/cwd'])
})

describe('isProjectConfig', () => {
  const jest = ['node', '/repo/node_modules/.bin/jest']

  test.each([
    ['the config of the directory', ['/repo/jest.config.js'], jest, '/repo', false],
    ['the config of a directory above', ['/repo/jest.config.ts'], jest, '/repo/src/orders', false],
    ['the config of a package', ['/repo/packages/a/jest.config.js'], jest, '/repo', true],
    ['that, through a shared one', ['/repo/packages/a/jest.config.js', '/repo/base.js'], jest, '/repo', true],
    ['that, from a sibling', ['/repo/packages/a/jest.config.js'], jest, '/repo/packages/ab', true],
    ['that, from within', ['/repo/packages/a/jest.config.js'], jest, '/repo/packages/a', false],
    [
      'that, by the script',
      ['/repo/packages/a/jest.config.js'],
      ['node', '/x/jest/bin/jest.js'],
      '/repo',
      true,
    ],
    ['that, named by -c', ['/repo/packages/a/jest.config.js'], [...jest, '-c', 'packages/a'], '/repo', false],
    [
      'that, named by --config',
      ['/repo/a/jest.config.js'],
      [...jest, '--config=a/jest.config.js'],
      '/repo',
      false,
    ],
    ['that, beside other flags', ['/repo/a/jest.config.js'], [...jest, '--coverage', 'a'], '/repo', true],
    ['that, read by another program', ['/repo/a/jest.config.js'], ['node', '/x/bin/nx.js'], '/repo', false],
    ['a shared ES module, whose importer is not known', ['/repo/config/base.mjs'], jest, '/repo', false],
    ['an unknown config', [], jest, '/repo', false],
  ])('%s', (_, files, argv, cwd, expected) => {
    expect(isProjectConfig(files, argv, cwd)).toBe(expected)
  })
})
