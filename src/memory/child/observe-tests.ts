import type { Memory } from './channel'
import { memoryNow, total } from './collect'

/** The parts of jest-circus's blocks and tests that are used here: Jest 29.7 and 30 agree on them. */
interface Block {
  readonly type: string
  readonly name: string
  readonly parent?: Block
  readonly children?: readonly Block[]
}

interface TestEvent {
  readonly name: string
  readonly test?: Block
  readonly hook?: { readonly type: string; readonly parent?: Block }
}

type Handler = (this: unknown, event: TestEvent, state: { readonly rootDescribeBlock: Block }) => unknown

export interface TestEnvironment {
  readonly global?: object
  handleTestEvent?: Handler
}

/** What is told of the tests of one file. */
export interface TestObserver {
  /** All is declared, and nothing has run. */
  start(tests: number): void | Promise<void>
  /** A test is over with its hooks, or was skipped; or hooks around a block are. */
  over(owner: string, isTest: boolean): void | Promise<void>
  /** All is over, hooks included. */
  end(): void | Promise<void>
  /** What its tests left in memory, as far as it has looked. */
  readonly within?: number
}

const { setImmediate } = globalThis

/** A turn of the event loop, by a clock that no test can fake. */
export function turn(): Promise<unknown> {
  return new Promise((done) => setImmediate(done))
}

/** Turns and collections in which the files before may go: nothing tells when Jest lets go of them. */
const rounds = 3

/**
 * Waits until the files before are gone, as far as they go: what is freed of them later would hide what grows meanwhile.
 * `areThere` keeps what it has asked for until the next turn.
 */
export async function filesBefore(areThere: () => boolean, collect: () => void): Promise<void> {
  for (let round = 0; round < rounds && areThere(); round++) {
    await turn()
    collect()
  }
}

const observed = new WeakSet<TestEnvironment>()

/** Tells an observer what happens in a test file, after its environment has heard of it. */
export function observeTests(environment: TestEnvironment | undefined, tests: TestObserver): void {
  if (environment === undefined || observed.has(environment)) return
  observed.add(environment)
  const original = environment.handleTestEvent
  // Our own environment knows its handler by that name.
  const handlers: { handleTestEvent: Handler } = {
    handleTestEvent(event, state) {
      const handled = original?.call(this, event, state)
      if (!isObserved(event)) return handled
      return Promise.resolve(handled).then(() => tell(tests, event, state.rootDescribeBlock))
    },
  }
  environment.handleTestEvent = handlers.handleTestEvent
}

function isObserved({ name, hook }: TestEvent): boolean {
  return /^(?:run_(?:start|finish)|test_(?:done|skip|todo))$/.test(name) || isAround(name, hook)
}

function isAround(name: string, hook: TestEvent['hook']): boolean {
  return /^hook_(?:success|failure)$/.test(name) && hook?.type.endsWith('All') === true
}

async function tell(tests: TestObserver, event: TestEvent, root: Block): Promise<void> {
  try {
    await forward(tests, event, root)
  } catch {
    // What cannot be measured is no error of the test file.
  }
}

async function forward(tests: TestObserver, { name, test, hook }: TestEvent, root: Block): Promise<void> {
  if (name === 'run_start') await tests.start(testsIn(root))
  else if (test !== undefined && hook === undefined) await tests.over(`test "${titles(test)}"`, true)
  else if (hook !== undefined) await tests.over(`${hook.type} of ${nameOf(hook.parent)}`, false)
  else {
    // Of what has just ended, something is on its way out.
    await turn()
    await tests.end()
  }
}

function nameOf(block: Block | undefined): string {
  return block?.parent === undefined ? 'the file' : `"${titles(block)}"`
}

/** The root has no title. */
function titles({ name, parent }: Block): string {
  return parent?.parent === undefined ? name : `${titles(parent)} › ${name}`
}

function testsIn({ type, children = [] }: Block): number {
  return type === 'test' ? 1 : children.reduce((sum, child) => sum + testsIn(child), 0)
}

/** What is less may be anything: in bytes, and as a share of what is there. */
const least = 512 * 1024
const leastShare = 0.02

/**
 * Measures how far memory grows after the first third of a file's tests: what compiles, what loads modules and what fills
 * caches does so in the first ones.
 */
export class GrowthAfterFirstThird implements TestObserver {
  within?: number
  #tests = 0
  #over = 0
  #first: Memory | undefined

  constructor(
    private readonly measure: () => Memory | undefined,
    private readonly areOthersThere: () => boolean,
  ) {}

  start(tests: number): void {
    this.#tests = tests
  }

  async over(_owner: string, isTest: boolean): Promise<void> {
    if (!isTest || this.#tests < 3) return
    this.#over++
    if (this.#first !== undefined || this.#over < this.#tests / 3) return
    await filesBefore(this.areOthersThere, this.measure)
    this.#first = this.measure()
  }

  end(): void {
    if (this.#first === undefined) return
    const before = total(this.#first)
    const enough = Math.max(least, leastShare * before)
    // What a collection would free is in it, so that there is no need of one where it is little.
    if (total(memoryNow()) - before < enough) return
    // What the first collection frees outside the heap is swept by the second.
    this.measure()
    const after = this.measure()
    const within = after === undefined ? 0 : total(after) - before
    if (within >= enough) this.within = within
  }
}
