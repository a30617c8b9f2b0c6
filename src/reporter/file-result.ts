import { stripVTControlCharacters } from '../kept/node'

import type { FileResult } from '../report/build'
import { posixPath } from '../report/posix-path'
import { isOwnCheck } from '../wording/own-checks'
import type { JestFileResult, JestTest } from './jest-api'

/** What Jest says about one file, as the report needs it. */
export function fileResultOf({ path, context }: JestTest, result: JestFileResult): FileResult {
  const { rootDir, displayName } = context.config
  const checks = result.testResults.filter(
    ({ status, title }) => status === 'failed' && isOwnCheck(title),
  ).length
  return {
    file: posixPath(rootDir, path),
    origin: { rootDir, project: displayName?.name },
    tests: {
      passed: result.numPassingTests,
      failed: result.numFailingTests - checks,
      skipped: result.numPendingTests + result.numTodoTests,
    },
    problem: problemOf(result, rootDir),
    ...(result.perfStats !== undefined && {
      duration: Math.max(0, result.perfStats.end - result.perfStats.start),
    }),
    durationOf: durationsOf(result),
  }
}

/** Why a file failed as a whole, unless that is a leak: those are reported as such. */
function problemOf({ testExecError }: JestFileResult, rootDir: string): string | undefined {
  if (testExecError == null) return undefined
  const text =
    [testExecError.message, testExecError.stack].find((part) => (part ?? '').trim() !== '') ?? 'failed'
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
  const first = lines.find((line) => line !== '') ?? 'failed'
  if (first.startsWith('LeakError:')) return undefined
  return first.replaceAll(rootDir, '.').slice(0, 500)
}

/** How long a test took, by its titles; only what leaked is asked for, of which there may be thousands. */
function durationsOf({ testResults }: JestFileResult): NonNullable<FileResult['durationOf']> {
  let durations: Map<string, number | undefined> | undefined
  return (path) => {
    durations ??= new Map(
      // Of equal titles the first is told.
      testResults
        .toReversed()
        .map(({ ancestorTitles, duration, title }) => [
          JSON.stringify([...ancestorTitles, title]),
          duration ?? undefined,
        ]),
    )
    return durations.get(JSON.stringify(path))
  }
}
