import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import type { BenchOptions } from './bench-options'
import type { Project, Side } from './project'

/** What a suite is run with. */
export interface SuiteRun {
  /** The directory of the test files. */
  readonly tests: string
  /** `BENCH_COUNT` in the suite. */
  readonly count?: number
  /** Added to an environment that is nearly empty. */
  readonly environment?: NodeJS.ProcessEnv
}

export interface Measured {
  /** User and system time of the Jest process, in milliseconds. */
  readonly cpu: number
  /** What the suite wrote about itself; undefined when it writes nothing. */
  readonly result: number | undefined
}

/** Runs a suite in band. @throws Error with Jest's output when the suite does not pass. */
export async function runJest(
  options: BenchOptions,
  project: Project,
  side: Side,
  { tests, count, environment }: SuiteRun,
): Promise<Measured> {
  const files = { cpu: path.join(project.directory, 'cpu'), result: path.join(project.directory, 'result') }
  await rm(files.result, { force: true })
  const args = [
    ...['-r', path.join(__dirname, 'probe.js'), path.join(project.jestModules, 'jest/bin/jest.js')],
    ...['-i', '--ci', '--silent', '--config', path.join(project.directory, `${side}.config.json`)],
    // With the separator: Jest takes it for a pattern.
    tests + path.sep,
  ]
  const env = {
    ...environment,
    PATH: process.env.PATH,
    BENCH_CPU: files.cpu,
    BENCH_RESULT: files.result,
    BENCH_COUNT: String(count),
  }
  const { code, output } = await run(options.node, args, { cwd: project.directory, env })
  if (code !== 0) throw new Error(`the ${side} run of ${tests} ended with ${String(code)}:\n${output}`)
  return { cpu: await numberIn(files.cpu), result: await numberIn(files.result).catch(() => undefined) }
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
