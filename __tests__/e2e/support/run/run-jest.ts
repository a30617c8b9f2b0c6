import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { JestLine } from '../install/consumers'
import type { JestJson } from './jest-json'
import { runNode } from './jest-process'
import { JestRun } from './jest-run'
import type { NodeLine } from '../install/node-binaries'
import { normalize } from './normalize'
import { readPrepared } from '../install/prepared'

/** The lines of Node that this machine can run fixtures on, for `describe.each`. */
export const nodeLines = Object.keys(readPrepared().nodes) as NodeLine[]

export interface FixtureOptions {
  /** The content of each file, by its path below the fixture's directory. */
  readonly files: Readonly<Record<string, string>>
  /**
   * Written to jest.config.js; `false`: the files bring a configuration of their own.
   * @default { preset: 'jest-leakguard' }
   */
  readonly config?: object | false
  /** @default '30' */
  readonly jest?: JestLine
}

export interface RunOptions {
  /** Must be one of `nodeLines`. @default the running Node */
  readonly node?: NodeLine
  /** Added to Jest's command line. */
  readonly args?: readonly string[]
  /** Added to an environment that is nearly empty. */
  readonly env?: Readonly<Record<string, string>>
  /** Standard input: nothing, or a pipe that stays open and silent. @default 'ignore' */
  readonly stdin?: 'ignore' | 'pipe'
  /** Milliseconds until the whole process tree is killed. @default 60 000 */
  readonly timeout?: number
}

/** A project on disk, outside the repository, that has this package installed. */
export interface Fixture {
  readonly root: string
  write(files: FixtureOptions['files']): Promise<void>
  read(file: string): Promise<string>
  run(options?: RunOptions): Promise<JestRun>
}

const created: string[] = []

// Importing this module is enough for a test file to clean up.
afterAll(async () => {
  if (process.env['KEEP_FIXTURES'] === '1') {
    process.stderr.write(created.map((directory) => `e2e: kept ${directory}\n`).join(''))
  } else {
    await Promise.all(created.map((directory) => rm(directory, { recursive: true, force: true })))
  }
})

/** Writes a fixture and runs Jest in it once. */
export async function runJest(options: FixtureOptions & RunOptions): Promise<JestRun> {
  const fixture = await createFixture(options)
  return fixture.run(options)
}

/** Writes a fixture, for tests that run Jest in it several times or look at the files it wrote. */
export async function createFixture(options: FixtureOptions): Promise<Fixture> {
  const { files, config = { preset: 'jest-leakguard' }, jest = '30' } = options
  const consumer = readPrepared().consumers[jest]
  const fixtures = path.join(consumer.home, 'fixtures')
  await mkdir(fixtures, { recursive: true })
  const directory = await mkdtemp(path.join(fixtures, '/'))
  created.push(directory)
  const root = path.join(directory, 'project')

  const write = async (contents: FixtureOptions['files']): Promise<void> => {
    for (const [file, content] of Object.entries(contents)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true })
      await writeFile(path.join(root, file), content)
    }
  }
  await write(files)
  if (config !== false)
    await write({ 'jest.config.js': `module.exports = ${JSON.stringify(config, null, 2)}\n` })
  return {
    root,
    write,
    read: (file) => readFile(path.join(root, file), 'utf8'),
    run: (runOptions = {}) => run(consumer.jest, directory, root, runOptions),
  }
}

async function run(jest: string, directory: string, root: string, options: RunOptions): Promise<JestRun> {
  const { node, args = [], env = {}, stdin, timeout = 60_000 } = options
  const results = path.join(directory, 'results.json')
  await rm(results, { force: true })
  const own = [
    '--json',
    `--outputFile=${results}`,
    `--cacheDirectory=${path.join(directory, 'cache')}`,
    '--no-watchman',
  ]
  const end = await runNode(binaryOf(node), [jest, ...own, ...args], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
    stdin,
    timeout,
  })
  return new JestRun(root, end, await readResults(results, root))
}

function binaryOf(line: NodeLine | undefined): string {
  if (line === undefined) return process.execPath
  const binary = readPrepared().nodes[line]
  if (binary === undefined)
    throw new Error(`e2e: no Node ${line} here; expected one of ${nodeLines.join(', ')}`)
  return binary
}

/**
 * What a program needs to run, and nothing by which Jest changes its output: not our own Jest's variables,
 * NODE_OPTIONS, CI, colours, nor the many by which Jest 30 recognises a coding agent.
 */
function plainEnvironment(): Record<string, string> {
  const needed =
    /^(PATH|PATHEXT|HOME|USERPROFILE|TMPDIR|TEMP|TMP|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|SystemRoot|ComSpec)$/i
  const kept = Object.entries(process.env).filter(([name]) => needed.test(name))
  return { ...(Object.fromEntries(kept) as Record<string, string>), NO_COLOR: '1' }
}

async function readResults(file: string, root: string): Promise<JestJson | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const json = JSON.parse(text) as JestJson
  const testResults = json.testResults.map((result) => ({
    ...result,
    name: path.relative(root, result.name).replaceAll(path.sep, '/'),
    message: normalize(result.message, root),
  }))
  return { ...json, testResults }
}
