import type { RunConfig } from './partial-by'

/** The parts of Jest's reporter interface that are used here: Jest 29.7 and 30 agree on them. */
export interface GlobalConfig extends RunConfig {
  readonly rootDir: string
  readonly verbose?: boolean | null
  readonly ci?: boolean
  readonly reporters?: readonly unknown[]
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
  /** Milliseconds since 1970. */
  readonly perfStats?: { readonly start: number; readonly end: number }
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
