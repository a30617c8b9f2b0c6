import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Used, usedBy } from './measured-run'
import type { Project, Side } from './project'
import type { Runtime } from './runtime'

/** What a suite is run with. */
export interface SuiteRun {
  /** The directory of the test files. */
  readonly tests: string
  /** `BENCH_COUNT` in the suite. */
  readonly count?: number
  /** The suite leaks: its tests may fail, and Jest may not end by itself. @default false */
  readonly leaks?: boolean
  /** Added to an environment that is nearly empty. */
  readonly environment?: NodeJS.ProcessEnv
  /** Options of Node for the Jest process. */
  readonly flags?: readonly string[]
  /** Options of Jest. */
  readonly args?: readonly string[]
  /** How many processes run the tests. @default in band */
  readonly workers?: number
}

export interface Measured extends Used {
  /** What the suite wrote about itself; undefined when it writes nothing. */
  readonly result: number | undefined
  /** What the run has printed. */
  readonly output: string
}

/** Runs a suite. @throws Error with Jest's output when the suite does not pass. */
export async function runJest(
  { node }: Pick<Runtime, 'node'>,
  project: Project,
  side: Side,
  { tests, count, leaks = false, environment, flags = [], args = [], workers }: SuiteRun,
): Promise<Measured> {
  const written = path.join(project.directory, 'result')
  await rm(written, { force: true })
  const command = [
    path.join(project.jestModules, 'jest/bin/jest.js'),
    ...(workers === undefined ? ['-i'] : ['-w', String(workers)]),
    ...['--ci', '--silent', ...(leaks ? ['--forceExit'] : []), ...args],
    ...['--config', path.join(project.directory, `${side}.config.json`)],
    // With the separator: Jest takes it for a pattern.
    tests + path.sep,
  ]
  const env = { ...environment, BENCH_RESULT: written, BENCH_COUNT: String(count) }
  const { used, ran } = await usedBy(node.binary, command, { directory: project.directory, env, flags })
  if (used === undefined || (ran.code !== 0 && !leaks))
    throw new Error(`the ${side} run of ${tests} ended with ${String(ran.code)}:\n${ran.output}`)
  return { ...used, output: ran.output, result: await numberIn(written).catch(() => undefined) }
}

async function numberIn(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8'))
}
