import { dateNow } from '../kept/clock'
import { readText } from '../kept/fs'
import { arch, platform, version } from '../kept/process'
import type { RunFacts } from '../report/model/model'
import { posixPath } from '../report/posix-path'
import type { AggregatedResult, GlobalConfig } from './jest-api'
import { partialBy } from './partial-by'

const noResults = { numTotalTestSuites: 0, testResults: [] }

/** What the report says about the run; nothing that names the machine or its user. */
export function runFacts(
  config: GlobalConfig,
  base: string,
  startedAt: Date,
  result: AggregatedResult | undefined,
): RunFacts {
  const jest = runningJestVersion()
  const notRun = result === undefined ? 0 : Math.max(0, result.numTotalTestSuites - result.testResults.length)
  return {
    startedAt: startedAt.toISOString(),
    duration: Math.max(0, dateNow() - startedAt.getTime()),
    directory: posixPath(base, config.rootDir),
    ...(jest !== undefined && { jest }),
    node: version,
    platform: `${platform}-${arch}`,
    ...(config.seed !== undefined && { seed: config.seed }),
    ...(config.shard != null && {
      shard: { index: config.shard.shardIndex, count: config.shard.shardCount },
    }),
    partial: partialBy(config, result ?? noResults),
    notRun,
  }
}

/** The version of the Jest whose main process this is. */
function runningJestVersion(): string | undefined {
  try {
    const core = Object.keys(require.cache).find((file) =>
      /[\\/]@jest[\\/]core[\\/]build[\\/]index\.js$/.test(file),
    )
    if (core === undefined) return undefined
    const manifest: unknown = JSON.parse(readText(core.replace(/build[\\/]index\.js$/, 'package.json')))
    const found: unknown = Reflect.get(manifest as object, 'version')
    return typeof found === 'string' ? found : undefined
  } catch {
    return undefined
  }
}
