import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'
import { typescript } from '../support/cases/leaking-suite'

/** What the fixtures open and close, written as the test file of a project would be. */
const suite = `
const opened = new Set<string>()
const log: string[] = []
const open = (name: string): Promise<Thing> =>
  new Promise((resolve) => {
    log.push('open ' + name)
    opened.add(name)
    resolve({ name, timer: setInterval(() => undefined, 60_000) })
  })
const close = async ({ name, timer }: Thing): Promise<void> => {
  await new Promise((done) => setImmediate(done))
  clearInterval(timer)
  log.push('close ' + name)
}

describe('fixtures', () => {
  const pool = useResource(() => open('pool'), close, { scope: 'describe' })

  describe('around a failing test', () => {
    const server = useResource(() => open('server'), close)
    const manage = managed()

    test('fails', async () => {
      const client = await manage(open('client'), close)
      expect([pool().name, server().name, client.name]).toEqual(['nothing'])
    })

    test('have closed all of it in reverse order', () => {
      expect(log.splice(0)).toEqual(['open pool', 'open server', 'open client', 'close client', 'close server', 'open server'])
    })
  })

  test('can wait for something', async () => {
    await disposeAll([() => undefined])
    const value: number = await eventually(() => log.length > 0 && 7, { timeout: 4000 })
    expect(value).toBe(7)
  })
})
`

const header = `import { disposeAll, eventually, managed, useResource } from 'jest-leakguard/fixtures'

interface Thing {
  name: string
  timer: NodeJS.Timeout
}
`
const names = '{ disposeAll, eventually, managed, useResource }'
const plain = suite
  .replaceAll(/: (Promise<\w+>|Thing|string\[\]|number)(?= =|\)| =>)/g, '')
  .replaceAll(/: string(?=\))|<string>/g, '')

const strict = 'jest-leakguard/strict'
const files = {
  'commonjs/a.test.js': `const ${names} = require('jest-leakguard/fixtures')\n${plain}`,
  'modules/a.test.mjs': `import ${names} from 'jest-leakguard/fixtures'\n${plain}`,
  'no-globals/a.test.js': `
    const { describe, test, expect } = require('@jest/globals')
    const ${names} = require('jest-leakguard/fixtures')\n${plain}`,
  'typescript/a.test.ts': header + suite,
  'tsconfig.json': typescript['tsconfig.json'],
  'failing/a.test.js': `
    const ${names} = require('jest-leakguard/fixtures')
    const close = () => Promise.reject(new Error('cannot close'))
    useResource(() => 1, close)
    test('cannot close one', () => {})
    describe('two', () => {
      useResource(() => 2, close)
      useResource(() => 3, close)
      test('cannot close two', () => {})
    })
    describe('waiting', () => {
      test('in vain', () => eventually(() => expect(1).toBe(2), { timeout: 1 })) // asked
    })`,
  'resetting/a.test.js': `
    const ${names} = require('jest-leakguard/fixtures')
    const manage = managed()
    test('a copy of the module shares what is open', async () => {
      jest.resetModules()
      const again = require('jest-leakguard/fixtures')
      expect(again.managed).not.toBe(managed)
      manage(setInterval(() => {}, 60_000), clearInterval)
    })`,
}

const project = (displayName: string, more: object = {}): object => ({
  displayName,
  preset: strict,
  roots: [`<rootDir>/${displayName}`],
  ...more,
})
const config = {
  preset: strict,
  projects: [
    project('commonjs'),
    project('modules', { testMatch: ['**/*.test.mjs'], moduleFileExtensions: ['mjs', 'js'], transform: {} }),
    project('no-globals', { injectGlobals: false }),
    project('typescript', { transform: { '^.+\\.ts$': 'ts-jest' } }),
    project('failing'),
    project('resetting'),
  ],
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      jest,
      files,
      config,
      args: ['-i'],
      env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    })
  })

  test.each(['commonjs/a.test.js', 'modules/a.test.mjs', 'no-globals/a.test.js', 'typescript/a.test.ts'])(
    '%s: everything is closed, and nothing else fails',
    (path) => {
      const { assertionResults } = run.file(path)

      expect(run.fileMessage(path)).toContain("['nothing']")
      expect(run.fileMessage(path)).not.toContain('LeakError')
      expect(assertionResults.map(({ title, status }) => `${title}: ${status}`)).toEqual([
        'fails: failed',
        'have closed all of it in reverse order: passed',
        'can wait for something: passed',
      ])
    },
  )

  test('what cannot be closed fails the test, and the rest is closed all the same', () => {
    expect(run.messageOf('cannot close one').match(/cannot close$/gm)).toHaveLength(1)
    expect(run.messageOf('two › cannot close two')).toContain(
      'AggregateError: 2 resources failed to close: cannot close; cannot close',
    )
  })

  test('eventually() shows the line that waits, and the last failure', () => {
    const message = run.messageOf('waiting › in vain')
    expect(message).toContain('eventually(): did not succeed within 1 ms')
    expect(message).toMatch(/^ +> +\d+ \|.*\/\/ asked$/m)
    expect(message).toContain('Expected: 2')
  })

  test('copies made by jest.resetModules() disturb nothing', () => {
    expect(run.file('resetting/a.test.js').status).toBe('passed')
  })
})
