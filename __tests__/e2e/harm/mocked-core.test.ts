import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const kept = join(__dirname, '../../../src/kept')

/** `import fs from 'node:fs'` and `export const { openSync, ... } = fs`: what we use, by module. */
function usedFunctions(): (readonly [module: string, name: string])[] {
  return readdirSync(kept).flatMap((file) => {
    const text = readFileSync(join(kept, file), 'utf8')
    const modules = new Map(
      [...text.matchAll(/^import (\w+).* from 'node:(\w+)'/gm)].map(([, name, module]) => [name, module]),
    )
    return [...text.matchAll(/const \{([^}]*)\} = (\w+)$/gm)].flatMap(([, names = '', from]) => {
      const module = modules.get(from)
      if (module === undefined) return []
      return [...names.matchAll(/\w+/g)].map(([name]) => [module, name] as const)
    })
  })
}

const functions = [
  ...usedFunctions().filter(
    ([module, name]) =>
      typeof Reflect.get(Object(process.getBuiltinModule(module)) as object, name) === 'function',
  ),
  // What Node's loader and Jest's source maps call; `path.resolve` must work for Jest to print any failure.
  ...['readFileSync', 'writeFileSync', 'realpathSync', 'lstatSync'].map((name) => ['fs', name] as const),
  ...['basename', 'dirname', 'isAbsolute', 'join', 'normalize', 'relative'].map(
    (name) => ['path', name] as const,
  ),
]

const ways = {
  'a number': 'mockReturnValue(3)',
  nothing: 'mockReturnValue(undefined)',
  'an error': "mockImplementation(() => { throw new Error('mocked away') })",
}

/** The mock stands when the file is judged, and is never restored. */
function mockedCase(name: string, mock: string): LeakCase {
  return {
    name,
    source: `
      test('leaks', async () => {
        await null
        setInterval(() => {}, 1000) // opened
      })
      test('is clean', () => clearInterval(setInterval(() => {}, 1000)))
      test('mocks', () => {
        ${mock}
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  }
}

const cases = functions.flatMap(([module, name]) =>
  Object.entries(ways).map(([what, way]) =>
    mockedCase(`${module} ${name} ${what}`, `jest.spyOn(require('node:${module}'), '${name}').${way}`),
  ),
)

test('what we use of core modules is found', () => {
  expect(functions).toEqual(
    expect.arrayContaining([
      ['fs', 'openSync'],
      ['crypto', 'createHash'],
      ['vm', 'compileFunction'],
    ]),
  )
})

test.each([
  ['workers', '-w=2'],
  ['in band', '-i'],
])('the verdict is that without the mock, in %s', async (_name, mode) => {
  // In band what is mocked stays for the next file, Jest's own functions among them: one of each kind.
  const chosen =
    mode === '-i' ? cases.filter(({ name }) => /^fs (?:openSync|fstatSync) /.test(name)).slice(0, 2) : cases
  const run = await runJest({ files: filesOf(chosen), args: [mode] })

  expect(run.stderr).not.toContain('internal error')
  for (const each of chosen) expectLeaks(run, each)
})

test.each(['jest-leakguard', 'jest-leakguard/strict'])(
  'no spy counts a call of ours, under %s',
  async (preset) => {
    const spied: LeakCase = {
      name: 'spied',
      source: `
      const fs = require('node:fs')
      const spies = ['openSync', 'closeSync', 'readSync', 'writeSync', 'fstatSync', 'readdirSync', 'readlinkSync']
        .map((name) => jest.spyOn(fs, name))
      test('leaks', () => {
        setInterval(() => {}, 1000) // opened
      })
      test('what was called meanwhile', () => {
        expect(spies.map(({ mock }) => mock.calls)).toEqual(spies.map(() => []))
      })
      afterAll(() => jest.restoreAllMocks())`,
      leaks: [leakedInterval({ test: 'leaks' })],
    }
    const run = await runJest({ files: filesOf([spied]), config: { preset } })

    expectLeaks(run, spied)
  },
)
