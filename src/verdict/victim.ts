import type { Facts } from './leak'
import type { StateType } from '../options/state-types'

/** State that was not as it should be when a test failed. */
export interface FoundChange {
  readonly type: StateType
  readonly facts: Facts
  /** That of an earlier test file of the process, when it is not the test's own. */
  readonly file?: string
  /** Titles of the test or block that left it. */
  readonly by: readonly string[]
  /** The line that changed it: its path as that of the record's file. */
  readonly at: string
}

/** A test that failed after others had left state behind. */
export interface Victim {
  readonly test: readonly string[]
  /** The newest first. */
  readonly found: readonly FoundChange[]
}
