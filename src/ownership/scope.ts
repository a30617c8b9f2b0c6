import type { Owner, OwnerKind } from '../verdict/leak'
import type { PlacedAllowance } from '../verdict/accepted/allowances'

/** What is kept for an owner elsewhere, by those who know what it opened. */
export interface Holdings {
  /** Forgets all of it. */
  release(): void
}

let lastId = 0

/**
 * One owner: a test, a describe block or a test file. Async context carries scopes, so they must stay small once their
 * file is over; what they opened is kept elsewhere.
 */
export class Scope {
  readonly id = ++lastId
  readonly owner: Owner
  /** Name of the `*Each` hook that runs for this test right now. */
  hook: string | undefined
  /** True once the owner's last hook has run. */
  ended = false
  /** Something that it opened was closed after the verdict: its leftover work may fail because of that. */
  disturbed = false
  /** The leaks that were accepted here, by a comment or by `allowLeaks()`. */
  allowances: PlacedAllowance[] | undefined
  /** Of a test that has failed and was run again: its next attempt. */
  rerun: Scope | undefined
  holdings: Holdings | undefined

  constructor(
    readonly testFile: TestFile,
    kind: OwnerKind,
    path: readonly string[],
    /** The scope around it: that of the describe block, or of the file. */
    readonly parent?: Scope,
  ) {
    this.owner = { kind, path, file: testFile.path }
  }
}

/** The run of one test file: the root of its scopes. */
export class TestFile {
  readonly scope: Scope
  readonly scopes: Scope[] = []
  /** Attempts of tests that have failed and were run again, by scope: which one it was. */
  readonly failedAttempts = new Map<number, number>()
  holdings: Holdings | undefined
  /** Set once the file is judged and has left something: told of what its leftover work throws when nobody else is. */
  onFailure: ((owner: Owner, error: unknown) => void) | undefined

  constructor(
    readonly path: string,
    /** The global object of its sandbox, until it is finished. */
    public globals?: object,
  ) {
    this.scope = this.open('file', [])
  }

  open(kind: OwnerKind, path: readonly string[], parent?: Scope): Scope {
    const scope = new Scope(this, kind, path, parent)
    this.scopes.push(scope)
    return scope
  }

  /** Forgets everything; scopes that leftover work still refers to become empty shells. */
  finish(): void {
    for (const scope of this.scopes) {
      scope.ended = true
      scope.rerun = undefined
      scope.holdings?.release()
    }
    this.holdings?.release()
    this.scopes.length = 0
    this.globals = undefined
  }
}
