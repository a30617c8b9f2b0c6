import { readFileSync } from 'node:fs'

import type { RunFacts } from '../report/model'
import { posixPath } from '../report/posix-path'
import type { AggregatedResult, GlobalConfig } from './jest-api'

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
    directory: posixPath(base, config.rootDir),
    ...(jest !== undefined && { jest }),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    ...(config.seed !== undefined && { seed: config.seed }),
    ...(config.shard != null && {
      shard: { index: config.shard.shardIndex, count: config.shard.shardCount },
    }),
    partial: partialReasons(config, result, notRun),
    notRun,
  }
}

/** Why not everything ran: only a whole run can tell that a leak is gone. */
function partialReasons(
  config: GlobalConfig,
  result: AggregatedResult | undefined,
  notRun: number,
): string[] {
  const patterns = config.testPathPatterns?.patterns ?? [config.testPathPattern ?? '']
  const reasons: readonly (readonly [boolean, string])[] = [
    [(config.testNamePattern ?? '') !== '', 'test name pattern'],
    [patterns.some((pattern) => pattern !== ''), 'test path pattern'],
    [config.findRelatedTests === true, 'related tests'],
    [config.onlyChanged === true || (config.changedSince ?? '') !== '', 'changed files'],
    [config.onlyFailures === true, 'failed tests'],
    [result?.wasInterrupted === true, 'interrupted'],
    [notRun > 0, 'stopped early'],
  ]
  return reasons.flatMap(([applies, reason]) => (applies ? [reason] : []))
}

/** The version of the Jest whose main process this is. */
function runningJestVersion(): string | undefined {
  try {
    const core = Object.keys(require.cache).find((file) =>
      /[\\/]@jest[\\/]core[\\/]build[\\/]index\.js$/.test(file),
    )
    if (core === undefined) return undefined
    const manifest: unknown = JSON.parse(
      readFileSync(core.replace(/build[\\/]index\.js$/, 'package.json'), 'utf8'),
    )
    const version: unknown = Reflect.get(manifest as object, 'version')
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}
