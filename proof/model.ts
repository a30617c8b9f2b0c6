import type { ResourceName } from './resources'

/** Where in its function a resource is opened. */
export const places = [
  'at once',
  'after an await',
  'in then',
  'in a method',
  'in a timer',
  'in an immediate',
  'in a tick',
  'in an event',
  'in a callback of fs',
  'in a module',
  'in work left behind',
] as const
export type Place = (typeof places)[number]

/** Who closes it: nobody, its own function, a hook of the block, of the file or of the setup file, or the test after this one. */
export const closings = [
  'never',
  'body',
  'finally',
  'not awaited',
  'afterEach',
  'next test',
  'afterAll',
  'afterEach of the file',
  'afterAll of the file',
  'when the test has finished',
] as const
export type Closing = (typeof closings)[number]

/** One resource that is planted on one line. */
export interface Plant {
  readonly id: number
  readonly resource: ResourceName
  readonly place: Place
  readonly closing: Closing
  /** How often the line runs. */
  readonly times: 1 | 3
}

/** What a test does besides: nothing of it is a leak. */
export const noises = [
  'console',
  'snapshot',
  'fake timers',
  'module mock',
  'reset modules',
  'isolated modules',
  'custom matcher',
  'spy',
  'promise without end',
  'global agent',
  'fetch',
  'child that ends',
  'assertions',
] as const
export type Noise = (typeof noises)[number]

export const styles = ['sync', 'async', 'promise', 'done', 'generator'] as const
export type Style = (typeof styles)[number]

export const outcomes = [
  'passes',
  'fails',
  'fails once',
  'times out',
  'fails as expected',
  'is skipped',
  'is to do',
] as const
export type Outcome = (typeof outcomes)[number]

export interface Test {
  readonly kind: 'test'
  readonly id: number
  readonly style: Style
  readonly outcome: Outcome
  /** How many rows `test.each` has; 0: it is no table. */
  readonly rows: 0 | 1 | 2
  readonly concurrent: boolean
  readonly noises: readonly Noise[]
  readonly plants: readonly Plant[]
}

export const hookNames = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'] as const
export type HookName = (typeof hookNames)[number]

export interface Hook {
  readonly name: HookName
  readonly style: Style
  readonly plants: readonly Plant[]
}

export interface Block {
  readonly kind: 'block'
  readonly id: number
  /** How many rows `describe.each` has; 0: it is no table. */
  readonly rows: 0 | 2
  /** Opened while the block is defined. */
  readonly body: readonly Plant[]
  readonly hooks: readonly Hook[]
  readonly children: readonly (Block | Test)[]
}

export interface TestFile {
  /** The argument of `jest.retryTimes()`. */
  readonly retries: 0 | 1
  /** Opened by a setup file. */
  readonly setup: readonly Plant[]
  readonly root: Block
}
