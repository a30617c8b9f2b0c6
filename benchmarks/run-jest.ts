import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import type { BenchOptions } from './bench-options'
import type { Used } from './probe'
import type { Project, Side } from './project'

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
}

export interface Measured extends Used {
  /** What the suite wrote about itself; undefined when it writes nothing. */
  readonly result: number | undefined
  /** What the run has printed. */
  readonly output: string
}

/** Runs a suite in band. @throws Error with Jest's output when the suite does not pass. */
export async function runJest(
  options: BenchOptions,
  project: Project,
  side: Side,
  { tests, count, leaks = false, environment, flags = [] }: SuiteRun,
): Promise<Measured> {
  const files = { used: path.join(project.directory, 'used'), result: path.join(project.directory, 'result') }
  await rm(files.result, { force: true })
  const args = [
    ...flags,
    ...['-r', path.join(__dirname, 'probe.js'), path.join(project.jestModules, 'jest/bin/jest.js')],
    ...[
      '-i',
      '--ci',
      '--silent',
      ...(leaks ? ['--forceExit'] : []),
      '--config',
      path.join(project.directory, `${side}.config.json`),
    ],
    // With the separator: Jest takes it for a pattern.
    tests + path.sep,
  ]
  const env = {
    ...environment,
    PATH: process.env.PATH,
    BENCH_USED: files.used,
    BENCH_RESULT: files.result,
    BENCH_COUNT: String(count),
  }
  const { code, output } = await run(options.node, args, { cwd: project.directory, env })
  if (code !== 0 && !leaks)
    throw new Error(`the ${side} run of ${tests} ended with ${String(code)}:\n${output}`)
  const used = JSON.parse(await readFile(files.used, 'utf8')) as Used
  return { ...used, output, result: await numberIn(files.result).catch(() => undefined) }
}

async function numberIn(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8'))
}

/** Runs Node and collects what it prints. */
export function run(
  binary: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
