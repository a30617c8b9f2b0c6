import type { CircusState, CircusTest } from '../jest/circus'
import type { Judged } from './verdict'
import { judging } from './lazy'

interface FailingOwners {
  /** The test with this scope. */
  testOf(ownerId: number): CircusTest | undefined
  /** Was this an attempt at a test that was run again? */
  isFailedAttempt(ownerId: number): boolean
}

/** Fails the owners of leaks: a test, else the file. */
export class Failures {
  /** Those of tests that wait for `run_finish`, so that they neither trigger nor hide behind a retry. */
  #held: Judged[] = []
  readonly #owners: FailingOwners
  readonly #sandbox: object

  /** `sandbox` is its global, for `jest.retryTimes()`. */
  constructor(owners: FailingOwners, sandbox: object) {
    this.#owners = owners
    this.#sandbox = sandbox
  }

  add(judged: readonly Judged[], state: CircusState): void {
    for (const { ownerId, error } of judged) {
      // Whatever a failed attempt has left behind, the test has passed since, or fails for a reason of its own.
      if (this.#owners.isFailedAttempt(ownerId)) continue
      const errors = this.#owners.testOf(ownerId)?.errors ?? state.unhandledErrors
      errors.push(error)
    }
  }

  /** Errors pushed at test_done trigger a retry, and the retry's success would hide the leak. */
  afterRetries(judged: readonly Judged[], state: CircusState): void {
    if (judging().retriesFailures(this.#sandbox, state)) this.#held.push(...judged)
    else this.add(judged, state)
  }

  /** All tests are done. */
  release(state: CircusState): void {
    this.add(this.#held, state)
    this.#held = []
  }
}
