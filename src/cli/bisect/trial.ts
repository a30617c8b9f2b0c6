import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { memoryArguments } from '../../memory/arguments'
import { isRecord } from '../../options/validation/value-checks'
import { reportVariable } from '../../report/report-variable'
import { findJest } from '../../why/processes/jest-binary'
import { runJest } from '../runs/ask-jest'
import { asScript } from '../runs/as-script'
import { type Order, orderVariable } from './order'

/** A test file as it has run. */
export interface RanFile {
  /** Absolute. */
  readonly file: string
  readonly tests: readonly { readonly name: string; readonly status: string }[]
}

export interface TrialRequest {
  /** Undefined: all files in Jest's own order. */
  readonly order?: Order | undefined
  /** Full names of the tests that run; undefined: all. */
  readonly names?: readonly string[] | undefined
  /** Also shuffles the tests within files. */
  readonly seed?: number | undefined
}

export interface Trials {
  readonly cwd: string
  /** The user's arguments for Jest. */
  readonly given: readonly string[]
  /** For files that are read once. */
  readonly directory: string
}

export interface TrialResult {
  /** In the order in which they ran. */
  readonly files: readonly RanFile[]
  /** The report of the package, where its reporter ran. */
  readonly report: string | undefined
  /** What Jest said, for when no file ran. */
  readonly said: string
}

/** Runs Jest once, in one process. @throws UsageError for watch mode, or where there is no Jest */
export async function runTrial(
  { cwd, directory, given }: Trials,
  request: TrialRequest,
): Promise<TrialResult> {
  const { names, order, seed } = request
  const paths = {
    order: join(directory, 'order.json'),
    report: join(directory, 'report.json'),
    results: join(directory, 'results.json'),
  }
  for (const path of Object.values(paths)) rmSync(path, { force: true })
  if (order !== undefined) writeFileSync(paths.order, JSON.stringify(order))
  const { args, env, nodeArgs } = asScript(cwd, given)
  const own = [
    ...['--json', `--outputFile=${paths.results}`],
    ...(order === undefined ? [] : [`--testSequencer=${join(__dirname, 'sequencer.js')}`]),
    ...(names === undefined ? [] : [`--testNamePattern=^(?:${names.map(escaped).join('|')})$`]),
    ...(seed === undefined ? [] : ['--randomize', `--seed=${String(seed)}`]),
  ]
  const run = {
    directory: cwd,
    env: { ...env, [orderVariable]: paths.order, [reportVariable]: paths.report },
    nodeArgs,
  }
  const { stderr } = await runJest(findJest(cwd, 'bisect'), [...own, ...memoryArguments(args, 'bisect')], run)
  return { files: resultsIn(readIfThere(paths.results)), report: readIfThere(paths.report), said: stderr }
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** What `--json` says of each file, the first that began first. */
function resultsIn(text: string | undefined): RanFile[] {
  const parsed: unknown = text === undefined ? undefined : JSON.parse(text)
  const all = isRecord(parsed) && Array.isArray(parsed.testResults) ? parsed.testResults.filter(isRecord) : []
  return all
    .toSorted((a, b) => Number(a.startTime) - Number(b.startTime))
    .map(({ assertionResults, name }) => ({
      file: String(name),
      tests: (Array.isArray(assertionResults) ? assertionResults.filter(isRecord) : []).map(
        ({ fullName, status }) => ({ name: String(fullName), status: String(status) }),
      ),
    }))
}
