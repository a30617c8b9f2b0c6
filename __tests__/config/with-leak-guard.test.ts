import { join } from 'node:path'
import {
  anyEnvironmentPath,
  environmentPath,
  jsdomPath,
  reporterPath,
  setupPath,
} from '../../src/config/package-paths'
import { builtInReporter } from '../../src/config/reporters'
import { directoryWith, guarded } from './support/guarded'

const reporters = [builtInReporter(), reporterPath]
const ours = { testEnvironment: environmentPath, setupFiles: [setupPath], reporters }
const bringing = `module.exports = { testEnvironment: 'jsdom', reporters: ['summary'], setupFiles: ['./x.js'] }`

const guard = (config: object, options?: object) => {
  const { result, warnings } = guarded((withLeakGuard) => withLeakGuard(config, options))
  return { config: result, warnings }
}

describe('a config of its own', () => {
  test.each([
    [{}, ours],
    [{ verbose: true }, { verbose: true, ...ours }],
    [{ testEnvironment: 'node' }, ours],
    [{ setupFiles: ['./a.js'] }, { ...ours, setupFiles: [setupPath, './a.js'] }],
    [{ reporters: ['default', ['x', {}]] }, { ...ours, reporters: ['default', ['x', {}], reporterPath] }],
    [{ reporters: [] }, { ...ours, reporters: [reporterPath] }],
    [ours, ours],
  ])('%j is given what it lacks', (config, expected) => {
    const before = structuredClone(config)
    expect(guard(config)).toEqual({ config: expected, warnings: [] })
    expect(config).toEqual(before)
  })

  test('frozen configs are fine', () => {
    const config = Object.freeze({ setupFiles: Object.freeze(['./a.js']) })
    expect(guard(config).config).toEqual({ ...ours, setupFiles: [setupPath, './a.js'] })
  })

  test('wrapping twice changes nothing more', () => {
    const once = guard({ reporters: ['default'] }, { isolation: 'test' }).config
    expect(guard(once).config).toEqual(once)
  })
})

describe('options', () => {
  test.each([
    [{}, undefined, undefined],
    [{}, {}, undefined],
    [{}, { trace: 'stack' }, { leakguard: { trace: 'stack' } }],
    [{ testEnvironmentOptions: { url: 'http://x' } }, undefined, { url: 'http://x' }],
    [
      { testEnvironmentOptions: { url: 'http://x' } },
      { trace: 'none' },
      { url: 'http://x', leakguard: { trace: 'none' } },
    ],
    [
      {
        testEnvironmentOptions: {
          leakguard: { trace: 'none', types: { timer: 'off', 'tcp-server': 'warn' } },
        },
      },
      { gracePeriod: 5, types: { timer: 'fail' } },
      { leakguard: { trace: 'none', gracePeriod: 5, types: { timer: 'fail', 'tcp-server': 'warn' } } },
    ],
  ])('%j with %j', (config, options, testEnvironmentOptions) => {
    expect(guard(config, options).config).toEqual({
      ...ours,
      ...(testEnvironmentOptions && { testEnvironmentOptions }),
    })
  })

  test.each([
    [
      {},
      { isolation: 'tests' },
      'withLeakGuard(config, options): options.isolation: expected "file" or "test", got "tests"; did you mean "test"?',
    ],
    [{}, null, 'withLeakGuard(config, options): options: expected an object of options, got null'],
    [
      { testEnvironmentOptions: { leakguard: { gracePeriod: '1s' } } },
      undefined,
      'testEnvironmentOptions.leakguard.gracePeriod: expected a number of milliseconds from 0 to 10000, got "1s"',
    ],
  ])('%j with %j is an error when the config is read', (config, options, problem) => {
    expect(() => guard(config, options as object)).toThrow(`jest-leakguard: ${problem}`)
  })

  test('are checked before a function is called', () => {
    const config = jest.fn()
    expect(() => guard(config, { trace: 'full' })).toThrow('options.trace')
    expect(config).not.toHaveBeenCalled()
  })
})

describe('kinds of configs', () => {
  test('a function gives a function', () => {
    const config = jest.fn((bail: number) => ({ bail }))
    const wrapped = guarded((withLeakGuard) => withLeakGuard(config)).result
    expect(wrapped(3)).toEqual({ bail: 3, ...ours })
  })

  test('an async function gives a function of a promise', async () => {
    const wrapped = guarded((withLeakGuard) => withLeakGuard(() => Promise.resolve({ bail: 1 }))).result
    await expect(wrapped()).resolves.toEqual({ bail: 1, ...ours })
  })

  test('a promise gives a promise', async () => {
    const { result } = guarded((withLeakGuard) => withLeakGuard(Promise.resolve({ bail: 1 })))
    await expect(result).resolves.toEqual({ bail: 1, ...ours })
  })

  test('a rejected promise stays rejected', async () => {
    const { result } = guarded((withLeakGuard) =>
      withLeakGuard(Promise.reject(new Error('no config server'))),
    )
    await expect(result).rejects.toThrow('no config server')
  })

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['ts-jest', '"ts-jest"'],
    [[{}], 'an array'],
    [() => 42, '42'],
  ])('%p is no config', (config, given) => {
    expect(() => {
      const wrapped = guard(config as object).config
      if (typeof wrapped === 'function') (wrapped as () => void)()
    }).toThrow(
      new TypeError(
        `withLeakGuard(config): expected a Jest config (an object, or a function or promise that gives one), given ${given}`,
      ),
    )
  })
})

describe('a preset in the slot', () => {
  test('its environment, reporters and environment options are taken into account', () => {
    const rootDir = directoryWith({
      'node_modules/acme/jest-preset.json': JSON.stringify({
        testEnvironment: 'node',
        reporters: ['summary'],
        testEnvironmentOptions: { a: 1, leakguard: { trace: 'none' } },
        setupFiles: ['./from-preset.js'],
      }),
    })
    const { config, warnings } = guard(
      { rootDir, preset: 'acme', setupFiles: ['./own.js'] },
      { gracePeriod: 1 },
    )
    expect(warnings).toEqual([])
    expect(config).toEqual({
      rootDir,
      preset: 'acme',
      testEnvironment: environmentPath,
      reporters: ['summary', reporterPath],
      testEnvironmentOptions: { a: 1, leakguard: { trace: 'none', gracePeriod: 1 } },
      setupFiles: [setupPath, './own.js'],
    })
  })

  test.each([
    ['node_modules/acme/jest-preset.js', 'acme', bringing],
    ['node_modules/acme/jest-preset.cjs', 'acme', bringing],
    ['node_modules/@acme/jest/jest-preset.js', '@acme/jest', bringing],
    ['preset/mine.js', './preset/mine.js', bringing],
    ['preset/mine.js', '<rootDir>/preset/mine', bringing],
  ])('%s is found as %s', (file, preset, text) => {
    const rootDir = directoryWith({ [file]: text })
    expect(guard({ rootDir, preset })).toEqual({
      config: {
        rootDir,
        preset,
        testEnvironment: jsdomPath,
        setupFiles: [setupPath],
        reporters: ['summary', reporterPath],
      },
      warnings: [],
    })
  })

  test('what the config says itself goes before the preset', () => {
    const rootDir = directoryWith({ 'preset.js': bringing })
    expect(
      guard({ rootDir, preset: './preset.js', testEnvironment: 'node', reporters: ['default'] }),
    ).toEqual({
      config: {
        rootDir,
        preset: './preset.js',
        testEnvironment: environmentPath,
        reporters: ['default', reporterPath],
        setupFiles: [setupPath],
      },
      warnings: [],
    })
  })

  test('the preset of this package doubles nothing', () => {
    const rootDir = directoryWith({
      'preset.js': `module.exports = ${JSON.stringify({ ...ours, testEnvironmentOptions: { leakguard: { isolation: 'test' } } })}`,
    })
    expect(
      guard({ rootDir, preset: './preset.js', testEnvironmentOptions: { a: 1 } }, { trace: 'none' }),
    ).toEqual({
      config: {
        rootDir,
        preset: './preset.js',
        reporters,
        testEnvironmentOptions: { a: 1, leakguard: { isolation: 'test', trace: 'none' } },
      },
      warnings: [],
    })
  })

  test('a preset that does not exist is left for Jest to reject', () => {
    expect(guard({ preset: 'no-such-preset' })).toEqual({
      config: { preset: 'no-such-preset', ...ours },
      warnings: [],
    })
  })

  test('a preset that cannot be read keeps its environment and reporters, with a warning', () => {
    const rootDir = directoryWith({ 'preset.js': `throw new Error('only with import()')` })
    const { config, warnings } = guard({ rootDir, preset: './preset.js' }, { trace: 'none' })
    expect(config).toEqual({
      rootDir,
      preset: './preset.js',
      testEnvironmentOptions: { leakguard: { trace: 'none' } },
    })
    expect(warnings).toEqual([
      `jest-leakguard: the preset "./preset.js" cannot be read here, so its testEnvironment and reporters stay.
  \`npx jest-leakguard init\` asks Jest which they are, and writes what it takes.
`,
    ])
  })
})

describe('another test environment', () => {
  test('jsdom is ours on jsdom', () => {
    expect(guard({ testEnvironment: 'jsdom' }, { trace: 'none' })).toEqual({
      config: {
        ...ours,
        testEnvironment: jsdomPath,
        testEnvironmentOptions: { leakguard: { trace: 'none' } },
      },
      warnings: [],
    })
  })

  test('any other is wrapped, its own options kept; wrapping twice changes nothing more', () => {
    const rootDir = directoryWith({ 'env.js': 'module.exports = class {}' })
    const once = guard({ rootDir, testEnvironment: './env.js', testEnvironmentOptions: { url: 'http://x' } })
    expect(once).toEqual({
      config: {
        ...ours,
        rootDir,
        testEnvironment: anyEnvironmentPath,
        testEnvironmentOptions: { url: 'http://x', leakguardBase: join(rootDir, 'env.js') },
      },
      warnings: [],
    })
    expect(guard(once.config)).toEqual(once)
  })

  const inTypeScript = (
    of: string,
  ) => `jest-leakguard: leaks are not detected under testEnvironment "./env.ts"${of}, which withLeakGuard() leaves as it is.
  Write a file leakguard.environment.cjs in the root directory:

    const { withLeakDetection } = require('jest-leakguard')
    module.exports = withLeakDetection(require('./env.ts'))

  and name it in the config: testEnvironment: '<rootDir>/leakguard.environment.cjs'
`

  test('that only Jest can load stays, with one warning that says what to write', () => {
    const rootDir = directoryWith({ 'env.ts': 'export default class {}' })
    expect(guard({ rootDir, testEnvironment: './env.ts' })).toEqual({
      config: { rootDir, testEnvironment: './env.ts', reporters },
      warnings: [inTypeScript('')],
    })
  })

  test('is told once per process, for all projects together', () => {
    const rootDir = directoryWith({ 'env.ts': 'export default class {}' })
    const testEnvironment = './env.ts'
    const projects = [
      { rootDir, displayName: 'web', testEnvironment },
      { rootDir, displayName: { name: 'admin', color: 'blue' }, testEnvironment },
      { rootDir, testEnvironment },
    ]
    const { warnings } = guarded((withLeakGuard) => {
      withLeakGuard({ projects })
      withLeakGuard({ projects })
    })
    expect(warnings).toEqual([inTypeScript(' of project "web", project "admin", project 3')])
  })

  test('made by withLeakDetection is guarded already', () => {
    const rootDir = directoryWith({
      'env.cjs': `module.exports = require('jest-leakguard').withLeakDetection(class {})`,
    })
    const { config, warnings } = guard({ rootDir, testEnvironment: './env.cjs' })
    expect(warnings).toEqual([])
    expect(config).toEqual({ rootDir, testEnvironment: './env.cjs', setupFiles: [setupPath], reporters })
  })
})

describe('projects', () => {
  test('written in the config are wrapped, without reporters', () => {
    const web = { displayName: 'web', testEnvironmentOptions: { leakguard: { types: { timer: 'off' } } } }
    const { config, warnings } = guard(
      { projects: [{ displayName: 'api' }, web] },
      { types: { 'tcp-server': 'warn' } },
    )
    const project = { testEnvironment: environmentPath, setupFiles: [setupPath] }
    expect(warnings).toEqual([])
    expect(config).toEqual({
      reporters,
      projects: [
        {
          displayName: 'api',
          ...project,
          testEnvironmentOptions: { leakguard: { types: { 'tcp-server': 'warn' } } },
        },
        {
          displayName: 'web',
          ...project,
          testEnvironmentOptions: { leakguard: { types: { timer: 'off', 'tcp-server': 'warn' } } },
        },
      ],
    })
  })

  test('named by path are read and wrapped in their place', () => {
    const rootDir = directoryWith({
      'packages/a/jest.config.js': `module.exports = () => ({ displayName: 'a', rootDir: 'src' })`,
      'packages/b/jest.config.js': `module.exports = require('jest-leakguard').withLeakGuard({})`,
      'apps/web/package.json': '{"jest":{"testEnvironment":"jsdom"}}',
      'apps/plain/package.json': '{}',
    })
    const { config, warnings } = guard({
      rootDir,
      projects: ['<rootDir>/packages/*', './apps/web', '<rootDir>/apps/plain', '<rootDir>/packages/b'],
    })
    const project = { testEnvironment: environmentPath, setupFiles: [setupPath] }
    expect(warnings).toEqual([])
    expect(config).toEqual({
      rootDir,
      reporters,
      projects: [
        { displayName: 'a', rootDir: join(rootDir, 'packages/a/src'), ...project },
        join(rootDir, 'packages/b'),
        { rootDir: join(rootDir, 'apps/web'), ...project, testEnvironment: jsdomPath },
        { rootDir: join(rootDir, 'apps/plain'), ...project },
        '<rootDir>/packages/b',
      ],
    })
  })

  test('that cannot be read from here stay: one warning names them', () => {
    const rootDir = directoryWith({
      'packages/a/jest.config.js': 'module.exports = async () => ({})',
      'packages/b/jest.config.js': 'throw new Error("no environment")',
    })
    const projects = ['<rootDir>/packages/*', '<rootDir>/none', 'libs/**']
    const { config, warnings } = guard({ rootDir, projects })
    expect(config).toEqual({ rootDir, projects, reporters })
    expect(warnings).toEqual([
      `jest-leakguard: leaks are not detected in the projects "<rootDir>/packages/*", "<rootDir>/none", "libs/**": withLeakGuard() cannot load the config of each from here.
  In the config of each: module.exports = withLeakGuard({ ... }), or let \`npx jest-leakguard init\` do it.
`,
    ])
  })

  test('named by path and guarded there need no warning', () => {
    const rootDir = directoryWith({
      'packages/a/jest.config.mts': `import { withLeakGuard } from 'jest-leakguard'`,
      'packages/b/package.json': '{"jest":{"preset":"jest-leakguard"}}',
      'packages/README.md': '',
      'packages/.cache/package.json': '{}',
    })
    expect(guard({ rootDir, projects: ['<rootDir>/packages/*'] }).warnings).toEqual([])
  })

  test('the root among its own projects is wrapped too', () => {
    expect(guard({ projects: ['<rootDir>', { displayName: 'api' }] }).config).toMatchObject({
      testEnvironment: environmentPath,
      setupFiles: [setupPath],
    })
  })

  test('the environment of a root that runs no tests does not matter', () => {
    const config = { testEnvironment: './none.ts', projects: [{ displayName: 'api' }] }
    expect(guard(config)).toMatchObject({ config: { testEnvironment: './none.ts' }, warnings: [] })
  })

  test('an empty list of projects is no projects', () => {
    expect(guard({ projects: [] }).config).toEqual({ projects: [], ...ours })
  })

  test('a project whose own config is wrapped gets no reporters, which Jest would warn about', () => {
    const rootDir = join(__dirname, '..')
    const { result } = guarded((withLeakGuard) => {
      withLeakGuard({ rootDir, projects: ['<rootDir>/config'] })
      return withLeakGuard({ displayName: 'config' })
    })
    expect(result).toEqual({
      displayName: 'config',
      testEnvironment: environmentPath,
      setupFiles: [setupPath],
    })
  })
})
