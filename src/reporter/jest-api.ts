/** The parts of Jest's reporter interface that are used here: Jest 29.7 and 30 agree on them. */
export interface GlobalConfig {
  readonly rootDir: string
  readonly seed?: number
  readonly verbose?: boolean | null
  readonly ci?: boolean
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number }
  readonly reporters?: readonly unknown[]
  readonly testNamePattern?: string
  readonly onlyChanged?: boolean
  readonly onlyFailures?: boolean
  readonly findRelatedTests?: boolean
  readonly changedSince?: string
  readonly watch?: boolean
  readonly watchAll?: boolean
  /** Jest 29. */
  readonly testPathPattern?: string
  /** Jest 30. */
  readonly testPathPatterns?: { readonly patterns?: readonly string[] }
}

export interface JestTest {
  readonly path: string
  readonly context: {
    readonly config: { readonly rootDir: string; readonly displayName?: { readonly name: string } }
  }
}

export interface JestTestCase {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: string
  readonly duration?: number | null
}

export interface JestFileResult {
  readonly numPassingTests: number
  readonly numFailingTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly JestTestCase[]
  readonly testExecError?: { readonly message?: string; readonly stack?: string | null } | null
}

export interface AggregatedResult {
  readonly numTotalTestSuites: number
  readonly wasInterrupted?: boolean
  readonly testResults: readonly unknown[]
}
