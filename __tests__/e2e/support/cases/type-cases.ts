/** One way to open a resource: a test that leaks it, beside tests that open the same and leak nothing. */
export interface TypeCase {
  readonly name: string
  /** Code of the describe block, before its tests. */
  readonly setup?: string
  /** Bodies of tests that run before `leaks` and must pass, by title. */
  readonly first?: Readonly<Record<string, string>>
  /** Body of the asynchronous test `leaks`. The line that opens what leaks ends with `// opened`. */
  readonly leaks: string
  /** Bodies of the tests that must pass, by title. */
  readonly clean: Readonly<Record<string, string>>
  /** Everything that must be said about the test `leaks`, in the order of being printed; nothing: it passes. */
  readonly expected: ExpectedType | readonly ExpectedType[]
  /** By the end of the file it is closed: only the strict preset, which judges each test, has something to say. */
  readonly closedLate?: true
}

/** Ways to open resources of one kind, in one test file. */
export interface TypeFamily {
  /** Names the test file. */
  readonly name: string
  /** Code at the top of the test file. */
  readonly prelude: string
  readonly cases: readonly TypeCase[]
  /** Other files of the fixture. */
  readonly files?: Readonly<Record<string, string>>
  /** Whether processes that nobody follows outlive the run. @default false */
  readonly leavesProcesses?: boolean
}

/** The presets that each case runs under, and the folders of their copies. */
export const presets = ['default', 'strict'] as const
export type Preset = (typeof presets)[number]

export interface ExpectedType {
  readonly type: string
  /** The headline after "this test leaked". */
  readonly headline: string
  /** Every row below the headline. */
  readonly rows: Readonly<Record<string, string>>
  /** The comment at the end of the line that opened it. @default 'opened' */
  readonly mark?: string
  /** How many resources of this site there are. @default 1 */
  readonly count?: number
}

export function expectedOf({ expected, closedLate }: TypeCase, preset: Preset): readonly ExpectedType[] {
  if (closedLate === true && preset === 'default') return []
  return 'type' in expected ? [expected] : expected
}

/** The test file of a family: one describe block per case. */
export function sourceOf(prelude: string, cases: readonly TypeCase[]): string {
  return [prelude, ...cases.map(blockOf)].join('\n')
}

function blockOf(typeCase: TypeCase): string {
  const { name, setup = '', first, leaks, clean } = typeCase
  const tests = Object.entries({ ...first, leaks, ...clean }).map(
    ([title, body]) => `test(${JSON.stringify(title)}, async () => {${body}\n})`,
  )
  const code = [setup, ...tests].join('\n').replaceAll(/ \/\/ (\w+)$/gm, ` // $1: ${name}`)
  return `describe(${JSON.stringify(name)}, () => {${code}\n})`
}

/** The line of a family's source that opened what a case leaks. */
export function lineOf(source: string, { name }: TypeCase, mark = 'opened'): number {
  const end = ` // ${mark}: ${name}`
  const lines = source.split('\n').flatMap((line, index) => (line.endsWith(end) ? [index + 1] : []))
  const [line] = lines
  if (line === undefined || lines.length > 1)
    throw new Error(`${name}: ${lines.length} lines end with "// ${mark}", expected one`)
  return line
}
