/** The parts of `jest --json` that the tests read. */
export interface JestJson {
  readonly success: boolean
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly numTotalTestSuites: number
  readonly numFailedTestSuites: number
  readonly numRuntimeErrorTestSuites: number
  readonly wasInterrupted: boolean
  readonly testResults: readonly JestFile[]
}

/** One test file. */
export interface JestFile {
  /** Its path below the fixture's directory, with `/`. */
  readonly name: string
  readonly status: 'passed' | 'failed' | 'skipped' | 'focused'
  /** The failures as Jest prints them, code frames included. */
  readonly message: string
  readonly assertionResults: readonly JestTest[]
}

/** One test. */
export interface JestTest {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly fullName: string
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled' | 'focused'
  /** The stack of each error, without code frame. */
  readonly failureMessages: readonly string[]
  /** The errors as far as they survive serialisation. */
  readonly failureDetails: readonly unknown[]
  readonly invocations?: number
}
