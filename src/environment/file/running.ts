import type { Scope } from '../../ownership/scope'
import {
  type CircusDescribe,
  type CircusEvent,
  type CircusHook,
  type CircusTest,
  concurrentTests,
  hookOfJest,
} from '../jest/circus'

/** Which test and which hook run now. Concurrent tests run side by side: none of them is the one that runs. */
export class Running {
  #test: CircusTest | undefined
  #hook: CircusEvent['hook']
  /** Concurrent tests that are not done: they share singletons, and whatever else belongs to the file. */
  readonly #concurrent = new Set<CircusTest>()
  /** Jest's own hook before each test, where it does nothing. */
  #idle: CircusHook | undefined
  /** Since state was looked at, at the end of the last test, nobody can have run. */
  isQuiet = false

  get test(): CircusTest | undefined {
    return this.#test
  }

  /** The block whose hook runs. */
  get hookBlock(): CircusDescribe | undefined {
    return this.#hook?.parent
  }

  /** Some concurrent tests are not done. */
  get isShared(): boolean {
    return this.#concurrent.size > 0
  }

  /** `isIdle`: Jest's own hook before each test does nothing, and nobody else handles its events. */
  constructor(public isIdle: boolean) {}

  /** The tests of the file are known. */
  prepare(root: CircusDescribe): void {
    for (const test of concurrentTests(root)) this.#concurrent.add(test)
    if (this.isIdle) this.#idle = hookOfJest(root)
  }

  /** Nothing can have happened during this hook, or before it since state was looked at. */
  skips({ hook }: CircusEvent): boolean {
    return this.isQuiet && hook !== undefined && hook === this.#idle
  }

  /** Concurrent tests overlap; no `*Each` hook runs for them. */
  startTest(test: CircusTest | undefined): void {
    if (test?.concurrent !== true) this.#test = test
  }

  /** It does not run, or no more. */
  leaveTest(test: CircusTest | undefined): void {
    if (test === this.#test) this.#test = undefined
  }

  skipTest(test: CircusTest | undefined): void {
    this.#test = undefined
    this.doneWith(test)
  }

  /** What it shares with others it needs no more. */
  doneWith(test: CircusTest | undefined): void {
    if (test !== undefined) this.#concurrent.delete(test)
  }

  /** A hook begins or ends, for the test whose scope `of` knows. */
  enterHook({ hook, name }: CircusEvent, of: (test: CircusTest) => Scope): void {
    const current = name === 'hook_start' ? hook : undefined
    this.isQuiet = false
    this.#hook = current
    if (this.#test !== undefined) of(this.#test).hook = current?.type
  }
}
