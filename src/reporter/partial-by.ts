/** The parts of Jest's configuration that make a run a part of the suite. */
export interface RunConfig {
  readonly seed?: number
  readonly testNamePattern?: string | undefined
  /** Jest 29. */
  readonly testPathPattern?: string | undefined
  /** Jest 30. */
  readonly testPathPatterns?: { readonly patterns?: readonly string[] } | undefined
  readonly onlyChanged?: boolean | undefined
  readonly changedSince?: string | undefined
  readonly onlyFailures?: boolean | undefined
  readonly findRelatedTests?: boolean | undefined
  readonly runTestsByPath?: boolean | undefined
  readonly watch?: boolean | undefined
  readonly watchAll?: boolean | undefined
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number } | undefined
}

export interface RunResults {
  readonly numTotalTestSuites: number
  readonly testResults: readonly unknown[]
  readonly wasInterrupted?: boolean
}

/** Everything by which this run was less than the whole suite; a shard is told apart. */
export function partialBy(config: RunConfig, results: RunResults): string[] {
  const paths = config.testPathPatterns?.patterns ?? []
  const reasons: readonly (readonly [boolean, string])[] = [
    [(config.testNamePattern ?? '') !== '', 'a test name pattern'],
    [paths.length > 0 || (config.testPathPattern ?? '') !== '', 'patterns of test files'],
    [config.onlyChanged === true || (config.changedSince ?? '') !== '', '--onlyChanged'],
    [config.onlyFailures === true, '--onlyFailures'],
    [config.findRelatedTests === true, '--findRelatedTests'],
    [config.runTestsByPath === true, '--runTestsByPath'],
    [config.watch === true || config.watchAll === true, 'watch mode'],
    [
      results.wasInterrupted === true || results.testResults.length < results.numTotalTestSuites,
      'a run that ended early',
    ],
  ]
  return reasons.flatMap(([applies, reason]) => (applies ? [reason] : []))
}
