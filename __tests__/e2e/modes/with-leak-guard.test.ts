import { javascript } from '../support/cases/leaking-suite'
import type { JestLine } from '../support/install/consumers'
import { createFixture, runJest } from '../support/run/run-jest'

const load = `const { withLeakGuard } = require('jest-leakguard')\n`

describe.each(['30', '29'] as JestLine[])('Jest %s', (jest) => {
  test.each([
    ['a function', 'jest.config.js', `${load}module.exports = withLeakGuard(() => ({ verbose: true }))`],
    [
      'an async function',
      'jest.config.js',
      `${load}module.exports = withLeakGuard(async () => ({ verbose: true }))`,
    ],
    [
      'within an async function',
      'jest.config.js',
      `${load}module.exports = async () => withLeakGuard({ verbose: true })`,
    ],
    [
      'a promise',
      'jest.config.js',
      `${load}module.exports = () => withLeakGuard(Promise.resolve({ verbose: true }))`,
    ],
    [
      'an ES module',
      'jest.config.mjs',
      `import { withLeakGuard } from 'jest-leakguard'\nexport default withLeakGuard({ verbose: true })`,
    ],
  ])('%s', async (_, file, config) => {
    const run = await runJest({ jest, config: false, files: { ...javascript, [file]: config } })
    expect(run.test('leaks')).toMatchObject({ status: 'failed' })
    expect(run.messageOf('leaks')).toContain('leak.test.js:3:')
    expect(run.test('clean')).toMatchObject({ status: 'passed' })
    expect(run.stderr).toContain('✓ clean')
    expect(run.code).toBe(1)
  })

  test('projects: inline ones are wrapped, those named by path are reached', async () => {
    const files = {
      'jest.config.js': `${load}module.exports = withLeakGuard({
  projects: [
    { displayName: 'api', testMatch: ['<rootDir>/api/*.test.js'] },
    { displayName: 'jobs', testMatch: ['<rootDir>/jobs/*.test.js'] },
    '<rootDir>/packages/*',
  ],
}, { types: { timer: 'warn', '*': 'fail' } })`,
      'api/api.test.js': server('api leaks'),
      'jobs/jobs.test.js': server('jobs leaks'),
      'packages/old/jest.config.js': `module.exports = { displayName: 'old', testEnvironment: 'jsdom' }`,
      'packages/old/old.test.js': `${server('old leaks')}\ntest('old', () => expect(document.title).toBe(''))`,
    }
    const run = await runJest({ jest, config: false, files })
    expect(run.test('api leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('jobs leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('old leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('old')).toMatchObject({ status: 'passed' })
    expect(run.stderr).not.toMatch(/not detected|Validation/)
  })

  test.each([
    ['a wrapped root', `${load}module.exports = withLeakGuard({ projects: ['<rootDir>/packages/*'] })`, []],
    [
      'one that is named by -c',
      `${load}module.exports = withLeakGuard({ projects: ['packages/*'] })`,
      ['-c', 'jest.config.js'],
    ],
    ['a plain root', `module.exports = { projects: ['<rootDir>/packages/*'] }`, []],
  ])('projects of %s that are wrapped themselves need no word, not even from Jest', async (_, root, args) => {
    const files = {
      'jest.config.js': root,
      'jest.base.js': `${load}module.exports = (displayName) => withLeakGuard({ displayName })`,
      'packages/a/jest.config.js': `module.exports = require('../../jest.base.js')('a')`,
      'packages/b/jest.config.js': `${load}module.exports = withLeakGuard({ displayName: 'b' })`,
      'packages/a/a.test.js': server('a leaks'),
      'packages/b/b.test.js': `test('b', () => undefined)`,
    }
    const run = await runJest({ jest, config: false, files, args })
    expect(run.test('a leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('b')).toMatchObject({ status: 'passed' })
    expect(run.stderr).not.toMatch(/not detected|Validation/)
  })
})

describe('another test environment', () => {
  test.each(['30', '29'] as JestLine[])('Jest %s: jsdom, of the config or of its preset', async (jest) => {
    const dom = {
      'dom.test.js': server('leaks under jsdom'),
      'other.test.js': `test('other', () => expect(document.title).toBe(''))`,
      'preset/jest-preset.js': `module.exports = { testEnvironment: 'jsdom' }`,
    }
    for (const config of [`{ testEnvironment: 'jsdom' }`, `{ preset: './preset/jest-preset.js' }`]) {
      const files = { ...dom, 'jest.config.js': `${load}module.exports = withLeakGuard(${config})` }
      const run = await runJest({ jest, config: false, files })
      expect(run.test('leaks under jsdom')).toMatchObject({ status: 'failed' })
      expect(run.test('other')).toMatchObject({ status: 'passed' })
      expect(run.output).not.toContain('not detected')
    }
  })

  test.each(['30', '29'] as JestLine[])('Jest %s: one of its own is wrapped', async (jest) => {
    const run = await runJest({
      jest,
      config: false,
      files: {
        'jest.config.js': `${load}module.exports = withLeakGuard({
          testEnvironment: './acme.js', testEnvironmentOptions: { greeting: 'hello' },
        })`,
        'acme.js': `
          const { TestEnvironment } = require('jest-environment-node')
          exports.default = class Acme extends TestEnvironment {
            constructor(config, context) {
              super(config, context)
              this.global.acme = config.projectConfig.testEnvironmentOptions
            }
          }`,
        'acme.test.js': `${server('leaks')}\ntest('acme', () => expect(acme).toEqual({ greeting: 'hello' }))`,
      },
    })
    expect(run.test('leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('acme')).toMatchObject({ status: 'passed' })
    expect(run.output).not.toContain('not detected')
  })

  test('that only Jest can load: what the warning says to write works', async () => {
    const fixture = await createFixture({
      config: false,
      files: {
        'jest.config.js': `${load}module.exports = withLeakGuard({ testEnvironment: './env.ts', transform: { '\\\\.ts$': '@swc/jest' } })`,
        'env.ts': `import { TestEnvironment } from 'jest-environment-jsdom'\nexport default class Own extends TestEnvironment {}\n`,
        'dom.test.js': server('leaks under its own'),
      },
    })
    const before = await fixture.run({ args: ['--forceExit'] })
    expect(before.code).toBe(0)
    expect(before.output.match(/leaks are not detected/g)).toHaveLength(1)

    const [, file = '', text = '', name = ''] =
      /Write a file (\S+) in the root directory:\n\n([^]*?)\n\n.*testEnvironment: '(.*)'/.exec(
        before.stderr,
      ) ?? []
    await fixture.write({
      [file]: text,
      'jest.config.js': `${load}module.exports = withLeakGuard({ testEnvironment: '${name}', transform: { '\\\\.ts$': '@swc/jest' } })`,
    })
    const after = await fixture.run()
    expect(after.test('leaks under its own')).toMatchObject({ status: 'failed' })
    expect(after.output).not.toContain('not detected')
  })

  test('written in TypeScript and wrapped there needs no word', async () => {
    const run = await runJest({
      config: false,
      files: {
        'jest.config.js': `${load}module.exports = withLeakGuard({ testEnvironment: './environment.ts', transform: { '\\\\.ts$': '@swc/jest' } })`,
        'environment.ts': `import { withLeakDetection } from 'jest-leakguard'
import { TestEnvironment } from 'jest-environment-jsdom'
class Acme extends TestEnvironment {
  handleTestEvent = async (event: { name: string }): Promise<void> => {
    if (event.name === 'setup') this.global.acme = 'ready'
  }
}
export default withLeakDetection(Acme)
`,
        'dom.test.js': `${server('leaks')}\ntest('acme', () => expect(acme).toBe('ready'))`,
      },
    })
    expect(run.test('leaks')).toMatchObject({ status: 'failed' })
    expect(run.test('acme')).toMatchObject({ status: 'passed' })
    expect(run.output).not.toContain('not detected')
  })

  test.each([[['-i']], [['-w', '2']], [['-w', '2', '--workerThreads']]])(
    'under a preset is told once per run by the setup file: %j',
    async (args) => {
      const dom = (name: string) => `/** @jest-environment jsdom */\ntest('${name}', () => undefined)`
      const run = await runJest({
        args,
        files: {
          'a.test.js': dom('a'),
          'b.test.js': dom('b'),
          'c.test.js': dom('c'),
          'leak.test.js': javascript['leak.test.js'],
        },
      })
      expect(run.output.match(/leaks are not detected/g)).toHaveLength(1)
      expect(run.output).toContain(`If it is "jsdom", write\n'jest-leakguard/jsdom' there.`)
      expect(run.test('leaks')).toMatchObject({ status: 'failed' })
      expect(run.test('a')).toMatchObject({ status: 'passed' })
    },
  )

  test('of a file is guarded when the docblock names what the warning says', async () => {
    const run = await runJest({
      files: { 'dom.test.js': `/** @jest-environment jest-leakguard/jsdom */\n${server('leaks')}` },
    })
    expect(run.test('leaks')).toMatchObject({ status: 'failed' })
    expect(run.output).not.toContain('not detected')
  })
})

describe.each(['30', '29'] as JestLine[])('wrong options, Jest %s', (jest) => {
  test('stop the run once when the config is read', async () => {
    const config = `${load}module.exports = withLeakGuard({}, { isolation: 'tests', types: { tcpserver: 'off' } })`
    const run = await runJest({ jest, config: false, files: { ...javascript, 'jest.config.js': config } })
    expect(run.code).toBe(1)
    expect(run.stdout).toBe('')
    expect(run.stderr.match(/problems in/g)).toHaveLength(1)
    expect(run.stderr.match(/^ +at .*/gm)).toEqual([expect.stringContaining('(<root>/jest.config.js:2:')])
    expect(run.stderr).toContain(`jest-leakguard: 2 problems in withLeakGuard(config, options): options
  - withLeakGuard(config, options): options.isolation: expected "file" or "test", got "tests"; did you mean "test"?
  - withLeakGuard(config, options): options.types.tcpserver: unknown resource type; did you mean "tcp-server"?`)
  })

  test('under the preset are the failure of each test file, once', async () => {
    const config = { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { gracePeriod: '1s' } } }
    const run = await runJest({ jest, config, files: javascript })
    const problem =
      'jest-leakguard: testEnvironmentOptions.leakguard.gracePeriod: expected a number of milliseconds from 0 to 10000, got "1s"'
    expect(run.code).toBe(1)
    expect(run.file('leak.test.js')).toMatchObject({ status: 'failed' })
    expect(run.fileMessage('leak.test.js').split(problem)).toHaveLength(2)
    expect(run.fileMessage('leak.test.js')).not.toMatch(/^ +at /m)
  })
})

function server(title: string): string {
  return `test('${title}', (done) => {
  require('node:http').createServer().listen(0, done)
})
`
}
