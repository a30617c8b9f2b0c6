import type { Attribution } from '../../options/options'
import type { Scope, TestFile } from '../../ownership/scope'
import type { CircusDescribe, CircusTest } from '../jest/circus'
import { ownedFunction } from '../jest/owned-function'

type Entry = CircusTest | CircusDescribe

/** The owners of one test file, and circus's own names for them. */
export class FileScopes {
  readonly #scopes = new Map<Entry, Scope>()
  readonly #tests = new Map<number, CircusTest>()
  readonly #testFile: TestFile
  readonly #attribution: Attribution

  constructor(testFile: TestFile, attribution: Attribution) {
    this.#testFile = testFile
    this.#attribution = attribution
  }

  get all(): ReadonlyMap<Entry, Scope> {
    return this.#scopes
  }

  /** The scope of a test or block that has opened something, or run something. */
  known(entry: Entry): Scope | undefined {
    return this.#scopes.get(entry)
  }

  of(entry: Entry): Scope {
    const known = this.#scopes.get(entry)
    if (known !== undefined) return known
    const scope = this.#open(entry)
    this.#scopes.set(entry, scope)
    return scope
  }

  /** Without async context everything is the file's. */
  ofBlock(block: CircusDescribe): Scope {
    return this.#attribution === 'async' ? this.of(block) : this.#testFile.scope
  }

  ofTest(test: CircusTest): Scope {
    return this.#attribution === 'async' ? this.of(test) : this.#testFile.scope
  }

  /** The test that an owner's leaks fail; undefined: they fail the file. */
  testOf(ownerId: number): CircusTest | undefined {
    return this.#tests.get(ownerId)
  }

  /** The test has failed and runs again: what it opens from now on is another attempt's. */
  retry(test: CircusTest): void {
    const failed = this.#scopes.get(test)
    if (failed === undefined) return
    this.#testFile.failedAttempts.set(failed.id, test.invocations ?? 1)
    this.#scopes.delete(test)
    const rerun = this.of(test)
    failed.rerun = rerun
    // What its code allows, its code will allow again.
    rerun.allowances = failed.allowances?.filter(({ text }) => text.startsWith('@'))
  }

  isFailedAttempt(ownerId: number): boolean {
    return this.#testFile.failedAttempts.has(ownerId)
  }

  /** What is found in this scope fails this test. */
  actFor(scope: Scope, test: CircusTest): void {
    this.#tests.set(scope.id, test)
  }

  /** Makes the functions of all tests and hooks run as their owners; those of `*Each` hooks as the test that runs. */
  wrapFunctions(block: CircusDescribe, running: () => CircusTest | undefined): void {
    const scope = this.of(block)
    for (const hook of block.hooks) {
      const each = hook.type === 'beforeEach' || hook.type === 'afterEach'
      hook.fn = ownedFunction(hook.fn, () => {
        const test = each ? running() : undefined
        return test === undefined ? scope : this.of(test)
      })
    }
    for (const child of block.children) {
      if (child.type === 'describeBlock') this.wrapFunctions(child, running)
      else if (child.fn != null) child.fn = ownedFunction(child.fn, () => this.of(child))
    }
  }

  clear(): void {
    this.#scopes.clear()
    this.#tests.clear()
  }

  #open(entry: Entry): Scope {
    if (entry.type === 'test') {
      const parent = this.of(entry.parent)
      const scope = this.#testFile.open('test', [...parent.owner.path, entry.name], parent)
      this.#tests.set(scope.id, entry)
      return scope
    }
    if (entry.parent === undefined) return this.#testFile.scope
    const parent = this.of(entry.parent)
    return this.#testFile.open('describe', [...parent.owner.path, entry.name], parent)
  }
}
