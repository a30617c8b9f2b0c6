import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { type ProcessEnd, runNode } from '../__tests__/e2e/support/run/jest-process'
import type { Syntax } from './head'
import { openersFile, openersModule } from './openers'
import type { Sources } from './write'

export const modes = ['plain', 'warn', 'default', 'strict'] as const
export type Mode = (typeof modes)[number]

/** The Jest, the Node and the servers that generated files are run with. */
export interface Laboratory {
  /** Jest's command-line script. */
  readonly jest: string
  readonly node: string
  readonly syntax: Syntax
  /** A directory below which projects find this package, and where they are written. */
  readonly directory: string
  /** What the kit reads from `PROOF_PORTS`. */
  readonly ports: object
  /** Added to Jest's command line: `-i` or `-w=2`. */
  readonly args: readonly string[]
}

/** What the recorder knows of one test. */
export interface RecordedTest {
  readonly path: readonly string[]
  readonly status: string
  readonly failures: readonly string[]
  readonly leaks: readonly RecordedLeak[]
}

export interface RecordedLeak {
  readonly type: string
  readonly count: number
  readonly owner: { readonly kind: string; readonly path: readonly string[] }
  readonly site?: { readonly file: string; readonly line: number }
}

/** What the recorder knows of one test file, and the files that it wrote. */
export interface RecordedFile {
  readonly tests: readonly RecordedTest[]
  readonly message?: string | null
  readonly console: readonly string[]
  readonly crashed: boolean
  /** What ran, in order. */
  readonly events?: string
  readonly snapshots?: string
}

export interface ModeRun {
  readonly end: ProcessEnd
  /** By base name. */
  readonly files: Readonly<Record<string, RecordedFile>>
}

const kit = path.join(__dirname, 'kit')

const guarded = (preset: string, options: object = {}): object => ({
  preset,
  testEnvironmentOptions: { leakguard: options },
})
const configs: Readonly<Record<Mode, object>> = {
  plain: { testEnvironment: 'node' },
  warn: guarded('jest-leakguard', { types: { '*': 'warn' }, thirdParty: 'warn' }),
  default: guarded('jest-leakguard'),
  strict: guarded('jest-leakguard/strict'),
}

/** Writes generated files into a project of their own, and runs them in one mode. */
export async function runMode(laboratory: Laboratory, mode: Mode, sources: Sources): Promise<ModeRun> {
  const root = path.join(laboratory.directory, mode)
  await cp(kit, root, { recursive: true })
  for (const directory of ['a', 'b', 'scratch']) await mkdir(path.join(root, directory), { recursive: true })
  const config = {
    ...configs[mode],
    testMatch: ['**/*.test.{js,mjs}'],
    setupFilesAfterEnv: ['<rootDir>/setup.cjs'],
    reporters: [
      'default',
      ...(mode === 'plain' ? [] : ['jest-leakguard/reporter']),
      '<rootDir>/recorder.cjs',
    ],
  }
  const { syntax } = laboratory
  const files = {
    ...sources,
    [openersFile(syntax)]: openersModule(syntax),
    'jest.config.json': JSON.stringify(config),
  }
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(root, file), text)
  const record = path.join(root, 'record.json')
  const args = [
    ...(syntax === 'esm' ? ['--experimental-vm-modules', '--no-warnings'] : []),
    ...[laboratory.jest, '--no-watchman', '--no-colors', `--cacheDirectory=${laboratory.directory}/cache`],
    // What closes all that leaks has to end by itself.
    ...(mode === 'plain' || mode === 'warn' ? ['--forceExit'] : []),
    ...laboratory.args,
  ]
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    NO_COLOR: '1',
    PROOF_RECORD: record,
    PROOF_PORTS: JSON.stringify(laboratory.ports),
    ...(laboratory.node === process.execPath ? { BETTER_SQLITE3: require.resolve('better-sqlite3') } : {}),
  }
  const end = await runNode(laboratory.node, args, { cwd: root, env, timeout: 300_000 })
  const written = await readFile(record, 'utf8').catch(() => '{}')
  const recorded = JSON.parse(written.replaceAll(root, '<root>')) as ModeRun['files']
  const complete = await Promise.all(
    Object.entries(recorded).map(async ([name, file]) => [name, await withOutput(root, name, file)] as const),
  )
  return { end, files: Object.fromEntries(complete) }
}

async function withOutput(root: string, name: string, file: RecordedFile): Promise<RecordedFile> {
  const read = (where: string): Promise<string> =>
    readFile(path.join(root, where), 'utf8').catch(() => 'not written')
  return {
    ...file,
    events: await read(`${name}.events.json`),
    snapshots: await read(`__snapshots__/${name}.snap`),
  }
}
