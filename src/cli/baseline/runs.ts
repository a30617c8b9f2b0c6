import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { readFile } from '../../loading/read-file'
import { judgedFile } from '../../report/model/judged-file'
import type { Report } from '../../report/model/model'
import { readDocument } from '../../report/read/document'
import { reportVariable } from '../../report/report-variable'
import { findJest } from '../../why/processes/jest-binary'
import type { CommandInput } from '../command-line/command'
import { type AsScript, asScript } from '../runs/as-script'
import { requirePackage } from '../command-line/require-package'
import { UsageError } from '../../terminal/usage-error'
import { QuietOutput } from './quiet-output'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * The reports that a command judges: the files it was given, else one for each of `--runs` runs of Jest. `undefined`
 * when a run left none.
 */
export async function collectReports(
  input: CommandInput,
  files: readonly string[],
  isQuiet = false,
): Promise<Report[] | undefined> {
  const { cwd, options, rest, terminal } = input
  const runs = numberOfRuns(options.runs)
  if (files.length > 0) {
    if (rest.length > 0 || options.runs !== undefined)
      throw new UsageError('`jest-leakguard baseline` reads reports or runs Jest, not both')
    return files.map((file) => readDocument(resolve(cwd, file), file))
  }
  requirePackage(cwd)
  const jest = findJest(cwd, 'baseline')
  const script = asScript(cwd, rest)
  if (script.told !== '') terminal.say(`leakguard baseline: ${script.told}`)
  const directory = mkdtempSync(join(tmpdir(), 'leakguard-baseline-'))
  try {
    const reports: Report[] = []
    for (let run = 1; run <= runs; run++) {
      if (runs > 1) terminal.say(`leakguard baseline: run ${String(run)} of ${String(runs)}`)
      const file = join(directory, `${String(run)}.json`)
      const quiet = isQuiet ? new QuietOutput(terminal) : undefined
      const code = await runJest(jest.path, script, cwd, file, quiet)
      quiet?.end()
      if (code > 128) return undefined
      if (readFile(file) === undefined) {
        quiet?.tell()
        terminal.say(
          'leakguard baseline: Jest has left no report; is `jest-leakguard/reporter` among its reporters?',
        )
        return undefined
      }
      const report = readDocument(file, file)
      // Every file failed, and that is why: nothing is known of its leaks.
      if (
        script.missing !== undefined &&
        report.files.every((each) => judgedFile(each).unfinished !== undefined)
      ) {
        terminal.say(`leakguard baseline: ${script.missing}`)
        return undefined
      }
      reports.push(report)
    }
    return reports
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function numberOfRuns(given: string | boolean | undefined): number {
  if (given === undefined) return 1
  const runs = Number(given)
  if (Number.isInteger(runs) && runs >= 1 && runs <= 100) return runs
  throw new UsageError(`\`--runs\` needs a number from 1 to 100, got \`${String(given)}\``)
}

/** What Jest prints goes to stderr: stdout is for data. */
async function runJest(
  jest: string,
  { args, env, nodeArgs }: AsScript,
  cwd: string,
  report: string,
  quiet: QuietOutput | undefined,
): Promise<number> {
  // A run that stops at the first failure knows little.
  const child = spawn(process.execPath, [...process.execArgv, ...nodeArgs, jest, '--bail=0', ...args], {
    cwd,
    env: { ...process.env, ...env, [reportVariable]: report },
    stdio: quiet === undefined ? ['inherit', 2, 'inherit'] : ['inherit', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => quiet?.add(String(chunk)))
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of forwarded) process.on(signal, forward)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      )
    })
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
