import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { types } from 'node:util'

const environment = Symbol.for('jest-leakguard.environment')
const warned = Symbol.for('jest-leakguard.displaced-environment')
const sandbox = globalThis as { [environment]?: boolean; document?: unknown }
const present = Object.getOwnPropertyDescriptor(sandbox, environment)
const variable = process.env.JEST_LEAKGUARD_RUN_DIR
let run: string

beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'leakguard-setup-'))
  Reflect.deleteProperty(sandbox, environment)
  newProcess()
})

afterEach(() => {
  rmSync(run, { recursive: true })
  Reflect.deleteProperty(sandbox, 'document')
  if (present !== undefined) Object.defineProperty(sandbox, environment, present)
  if (variable === undefined) delete process.env.JEST_LEAKGUARD_RUN_DIR
  else process.env.JEST_LEAKGUARD_RUN_DIR = variable
  newProcess()
})

/** What Jest does with the setup file for one test file; gives what is printed. */
function runSetupFile(): string {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    jest.isolateModules(() => void jest.requireActual('../src/setup'))
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

/** The flag is all that a new worker process lacks. */
function newProcess(): void {
  Reflect.deleteProperty(types, warned)
}

describe.each(['without a run directory', 'with one'])('%s', (kind) => {
  beforeEach(() => {
    process.env.JEST_LEAKGUARD_RUN_DIR = kind === 'with one' ? run : ''
  })

  test('nothing is said under our environment', () => {
    Object.defineProperty(sandbox, environment, { value: true, configurable: true })
    expect(runSetupFile()).toBe('')
  })

  test('another environment is told once, with what to write', () => {
    expect(runSetupFile())
      .toBe(`jest-leakguard: leaks are not detected in some test files: they run under another test environment,
named by \`testEnvironment\` in the Jest config or by \`@jest-environment\` in the file. If it is "node", write
'jest-leakguard/environment' there. To detect leaks under any other, write a file leakguard.environment.cjs in the root directory

    const { withLeakDetection } = require('jest-leakguard')
    module.exports = withLeakDetection(require('<the other>'))

and name it instead: testEnvironment: '<rootDir>/leakguard.environment.cjs', or @jest-environment ./leakguard.environment.cjs
\`npx jest-leakguard init\` does the same for every configuration.
`)
    expect(runSetupFile()).toBe('')
  })
})

test('jsdom is known by its document', () => {
  delete process.env.JEST_LEAKGUARD_RUN_DIR
  sandbox.document = {}
  const text = runSetupFile()
  expect(text).toContain(`If it is "jsdom", write\n'jest-leakguard/jsdom' there.`)
  expect(text).not.toContain('"node"')
})

test('the workers of one run warn once together, and the next run again', () => {
  process.env.JEST_LEAKGUARD_RUN_DIR = run
  expect(runSetupFile()).not.toBe('')
  newProcess()
  expect(runSetupFile()).toBe('')
  expect(existsSync(join(run, 'displaced-environment'))).toBe(true)
  process.env.JEST_LEAKGUARD_RUN_DIR = mkdtempSync(join(run, 'next-'))
  expect(runSetupFile()).not.toBe('')
})

test('a run directory that is gone does not matter', () => {
  process.env.JEST_LEAKGUARD_RUN_DIR = join(run, 'gone')
  expect(runSetupFile()).not.toBe('')
  expect(runSetupFile()).toBe('')
})

test('nothing is thrown when stderr is', () => {
  delete process.env.JEST_LEAKGUARD_RUN_DIR
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(() => {
    throw new Error('EPIPE')
  })
  expect(() => jest.isolateModules(() => void jest.requireActual('../src/setup'))).not.toThrow()
  write.mockRestore()
})
