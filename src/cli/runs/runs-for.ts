import { configFileIn } from '../../config/load-project'
import { UsageError } from '../../terminal/usage-error'
import { configOptions } from './config-arguments'
import { findRuns, type JestRun, type RepositoryRuns } from './jest-runs'

/** What `jest` alone runs in a directory. */
function plainRun(directory: string): JestRun {
  return { directory, from: [], options: [], env: {}, nodeArgs: [] }
}

/** What is run in a repository; where no script runs Jest yet, what `jest` alone would. @throws UsageError */
export function everyRun(directory: string): RepositoryRuns {
  const found = findRuns(directory)
  if (found.runs.length > 0 || found.foreign.length > 0) return found
  if (configFileIn(directory) === undefined)
    throw new UsageError(`no package.json and no jest.config.js in ${directory}`)
  return { runs: [plainRun(directory)], foreign: [] }
}

/** What these arguments of Jest run, with what the project's own script sets; without any, all that is run. */
export function runsFor(directory: string, args: readonly string[]): RepositoryRuns {
  if (args.length === 0) return everyRun(directory)
  const { env, nodeArgs } = ownRun(directory)
  return { runs: [{ directory, from: [], options: configOptions(args), env, nodeArgs }], foreign: [] }
}

/** How the project itself starts Jest here: `npm test` where it does, else the first script that does. */
export function ownRun(directory: string): JestRun {
  const runs = findRuns(directory).runs.filter((run) => run.directory === directory)
  return (
    runs.find(({ from }) => from.some((each) => /^npm test(?: in|$)/.test(each))) ??
    runs[0] ??
    plainRun(directory)
  )
}
