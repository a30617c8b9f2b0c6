import type { JestLine } from '../install/consumers'
import type { JestRun } from '../run/jest-run'
import { runJest, type RunOptions } from '../run/run-jest'
import { reportedLeaks } from './reported-leaks'

/** An input that leaks, and keeps what it opens under the name that the help uses. */
export interface HelpCase {
  readonly name: string
  /** The type, or the package, whose help it is. */
  readonly of: string
  /** Declared before the test: hooks, classes. */
  readonly setup?: string
  /** The variables of the test file that hold what is opened. */
  readonly keeps: string
  /** Opens it, in the test. */
  readonly opens: string
  /** What the help must say where it is more than calls in `afterEach`, and the input with that done. */
  readonly followed?: { readonly help: RegExp; readonly setup?: string; readonly opens?: string }
}

interface HelpTable {
  /** Before each input. */
  readonly prelude: string
  readonly cases: readonly HelpCase[]
  /** Beside the tests. */
  readonly files?: Readonly<Record<string, string>>
  readonly jest?: JestLine
  /** Added to the Jest configuration. */
  readonly config?: () => object
  readonly options?: () => RunOptions
}

const strict = {
  preset: 'jest-leakguard/strict',
  // A clean-up that hangs is a wrong one.
  testTimeout: 10_000,
}

/**
 * Declares a test for each input: it leaks, and once the printed help is done where it says, word for word, it is clean.
 */
export function describeHelp({ prelude, cases, files, jest = '30', config, options }: HelpTable): void {
  const run = (source: (each: HelpCase, index: number) => string): Promise<JestRun> =>
    runJest({
      ...options?.(),
      jest,
      config: { ...strict, ...config?.() },
      files: {
        ...files,
        ...Object.fromEntries(cases.map((each, index) => [fileOf(index), prelude + source(each, index)])),
      },
      timeout: 170_000,
    })

  const helps: string[] = []
  let leaking: JestRun
  let clean: JestRun
  beforeAll(async () => {
    leaking = await run((each) => inputOf(each))
    cases.forEach((_, index) => helps.push(helpIn(leaking, index)))
    clean = await run((each, index) => followedInput(each, helps[index] ?? ''))
  })

  test.each(cases.map((each, index) => [each.name, index] as const))('%s', (_name, index) => {
    const { followed } = cases[index] ?? {}
    const help = helps[index] ?? ''
    expect(help).toMatch(followed?.help ?? inHook)
    expect(clean.fileMessage(fileOf(index))).toBe('')
    expect(clean.file(fileOf(index)).status).toBe('passed')
  })

  test('nothing is left to warn about', () => {
    expect(clean).toMatchObject({ code: 0, timedOut: false, leftProcesses: false })
    expect(clean.output).not.toMatch(/^(?:Leaks|Third party|Packages|Warnings):/m)
    expect(clean.output).not.toContain('did not exit')
  })
}

const fileOf = (index: number): string => `${String(index)}.test.js`

/** Calls, with their place. */
const inHook = /`afterEach`/

function inputOf({ setup = '', keeps, opens }: HelpCase, hook = ''): string {
  return `
    ${setup}
    let ${keeps}
    ${hook}
    test('opens', async () => {
      ${opens}
    })`
}

function followedInput(each: HelpCase, help: string): string {
  if (each.followed !== undefined) return inputOf({ ...each, ...each.followed })
  return inputOf(each, `afterEach(async () => { ${callsOf(help).join('; ')} })`)
}

/** The calls that the help prints, but for that which has opened the resource. */
export function callsOf(help: string): string[] {
  const printed = Array.from(help.matchAll(/(what )?`([^`]+)`/g))
  return printed.flatMap(([, opener, code = '']) =>
    opener === undefined && code.includes('(') ? [code] : [],
  )
}

function helpIn(run: JestRun, index: number): string {
  // Whoever closes a pool whose client was never given back waits for ever, and leaks as well.
  const leaks = reportedLeaks(run.fileMessage(fileOf(index))).filter(({ owner }) => owner === 'opens')
  return leaks.length === 1 ? (leaks[0]?.help ?? '') : `${String(leaks.length)} leaks`
}
