/** The parts of jest-circus that the environment touches, structurally: Jest 29.7 and 30 agree on them. */

export type CircusFunction = (this: unknown, done?: unknown) => unknown

export interface CircusHook {
  readonly type: 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach'
  readonly parent?: CircusDescribe
  fn: CircusFunction
}

export interface CircusTest {
  readonly type: 'test'
  readonly name: string
  readonly parent: CircusDescribe
  readonly concurrent?: boolean
  readonly errors: unknown[]
  /** How often it has run so far. */
  readonly invocations?: number
  /** Where it was declared. */
  readonly asyncError?: { readonly stack?: string }
  readonly status?: 'skip' | 'todo' | 'done' | null
  fn?: CircusFunction | null
}

export interface CircusDescribe {
  readonly type: 'describeBlock'
  readonly name: string
  readonly parent?: CircusDescribe | undefined
  readonly hooks: readonly CircusHook[]
  readonly children: readonly (CircusDescribe | CircusTest)[]
}

export interface CircusState {
  readonly rootDescribeBlock: CircusDescribe
  readonly currentDescribeBlock: CircusDescribe
  readonly unhandledErrors: unknown[]
  /** Since Jest 30.5: blocks with `jest.retryTimes(n, { entireDescribe: true })`. */
  readonly describeRetryOptions?: WeakMap<CircusDescribe, unknown>
}

export interface CircusEvent {
  readonly name: string
  readonly test?: CircusTest
  readonly describeBlock?: CircusDescribe
  readonly hook?: CircusHook
  /** Where a block is declared, with `start_describe_definition`. */
  readonly asyncError?: { readonly stack?: string }
  /** With the `setup` event: what tests find as globals and in `@jest/globals`. */
  readonly runtimeGlobals?: {
    readonly expect?: { extend(matchers: Readonly<Record<string, (received: unknown) => unknown>>): void }
  }
}

/** Titles of the describe blocks around and including `block`, outermost first; the root has none. */
export function titlesOf(block: CircusDescribe): string[] {
  return block.parent === undefined ? [] : [...titlesOf(block.parent), block.name]
}

/** The tests below a block that run side by side. */
export function concurrentTests(block: CircusDescribe): CircusTest[] {
  // Circus runs in the sandbox: its arrays have what tests have left them.
  return [...block.children].flatMap((child) => {
    if (child.type === 'describeBlock') return concurrentTests(child)
    return child.concurrent === true ? [child] : []
  })
}

/**
 * The hook that Jest puts before each test, ahead of all others, which resets modules and mocks if it is told to. Those of a
 * sandbox are functions of another realm.
 */
export function hookOfJest({ hooks }: CircusDescribe): CircusHook | undefined {
  const [first] = hooks
  return first?.type === 'beforeEach' && first.fn instanceof Function ? first : undefined
}

/** Blocks are defined synchronously. */
export function isDefinition({ name }: CircusEvent): boolean {
  return name === 'start_describe_definition' || name === 'finish_describe_definition'
}
