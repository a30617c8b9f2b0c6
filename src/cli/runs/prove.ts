import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { plainLine } from '../../report/plain-text'
import { findJest } from '../../why/processes/jest-binary'
import { reasonIn, runJest } from './ask-jest'
import { argumentsOf, type ResolvedRun, type RunProject } from './configs'
import type { NamedEnvironment } from './docblocks'
import { plantedNames, type PlantedTest, plantedTest } from './planted-test'

/** What came of a planted leak in one project of a run. */
export interface Proof {
  readonly project: RunProject
  /** Why leaks are not found; `undefined` when the planted one was. */
  readonly problem: string | undefined
}

interface Planted extends PlantedTest {
  readonly project: RunProject
  /** Named by its docblock. */
  readonly environment: string | undefined
}

interface TestFile {
  readonly name: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly title: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}

const quiet = [
  '--bail=0',
  '--ci',
  '--coverage=false',
  '--forceExit',
  '--json',
  '--passWithNoTests',
  '--runInBand',
  '--watch=false',
  '--watchAll=false',
  '--watchman=false',
]

/**
 * Plants a leak in each project of a run, and one for each environment of its test files' docblocks, has Jest run it
 * as the script does, and takes it away again.
 */
export async function prove(
  run: ResolvedRun,
  ownTests: readonly string[],
  named: readonly NamedEnvironment[],
): Promise<Proof[]> {
  const jest = findJest(run.directory, 'init')
  const options = argumentsOf(run.options)
  const planted = run.projects.flatMap((project): Planted[] => {
    const names = named.filter((each) => each.project === project && each.kind === 'guarded')
    return [undefined, ...names.map(({ name }) => name)].flatMap((environment, index) => {
      const test = plantedTest(project.config, ownTests, { jest: jest.path, environment, index })
      return test === undefined ? [] : [{ project, environment, ...test }]
    })
  })
  const unplanted = run.projects
    .filter((project) => planted.every((other) => other.project !== project))
    .map((project) => ({
      project,
      problem: 'no name for a test file is found that its testMatch or testRegex takes',
    }))
  const unplant = plant(planted)
  try {
    const own = [
      '--globalSetup',
      join(__dirname, 'nothing.js'),
      '--globalTeardown',
      join(__dirname, 'nothing.js'),
    ]
    const first = await runPlanted(run, planted, [...options, ...own])
    // What a globalSetup prepares may be needed after all.
    const proofs = first.every(({ problem }) => problem === undefined)
      ? first
      : await runPlanted(run, planted, options)
    return [...proofs, ...unplanted]
  } finally {
    unplant()
  }
}

/** Writes the files; they are gone again when the process is told to end, too. */
function plant(planted: readonly PlantedTest[]): () => void {
  const remove = (): void => {
    for (const { path } of planted) rmSync(path, { force: true })
  }
  process.once('exit', remove)
  for (const { path, text } of planted) writeFileSync(path, text)
  return () => {
    process.off('exit', remove)
    remove()
  }
}

async function runPlanted(
  run: ResolvedRun,
  planted: readonly Planted[],
  options: readonly string[],
): Promise<Proof[]> {
  if (planted.length === 0) return []
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-proof-'))
  try {
    const output = join(directory, 'results.json')
    const paths = [...new Set(planted.map(({ path }) => path))]
    const args = [
      '--runTestsByPath',
      ...paths,
      ...options,
      '--reporters',
      'default',
      '--outputFile',
      output,
      ...quiet,
    ]
    const { stderr } = await runJest(findJest(run.directory, 'init'), args, run)
    const files = resultsIn(output)
    return planted.map(({ path, project, environment }) => {
      const problem = problemOf(path, files, stderr)
      const under = environment === undefined ? '' : `under @jest-environment ${environment}: `
      return { project, problem: problem === undefined ? undefined : under + problem }
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function resultsIn(file: string): readonly TestFile[] | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { testResults: TestFile[] }).testResults
  } catch {
    return undefined
  }
}

function problemOf(path: string, files: readonly TestFile[] | undefined, stderr: string): string | undefined {
  if (files === undefined) return `Jest did not run: ${reasonIn(stderr)}`
  const runs = files.filter(({ name }) => name === path)
  if (runs.length === 0) return 'Jest did not run the planted test'
  return runs.map((file) => problemIn(file, stderr)).find((problem) => problem !== undefined)
}

function problemIn({ assertionResults, message }: TestFile, stderr: string): string | undefined {
  const [leak, clean] = [plantedNames.leak, plantedNames.clean].map((title) =>
    assertionResults.find((result) => result.title === title),
  )
  if (leak === undefined || clean === undefined) return `the planted test could not run: ${reasonIn(message)}`
  const said = leak.failureMessages.join('\n')
  if (leak.status === 'passed') {
    const ours = stderr.split('\n').find((line) => line.includes('jest-leakguard:'))
    return `a planted leak passed${ours === undefined ? '' : `: ${plainLine(ours.trim())}`}`
  }
  if (!/leaked a timer/.test(said)) return `the planted test failed for another reason: ${reasonIn(said)}`
  if (clean.status !== 'passed')
    return `a test that leaks nothing failed: ${reasonIn(clean.failureMessages.join('\n'))}`
  return undefined
}
