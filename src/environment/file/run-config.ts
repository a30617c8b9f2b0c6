import type { ResolvedOptions } from '../../options/options'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import type { Runtime } from '../jest/jest-runtime'
import type { RunLog } from './log'

export interface FileRunConfig {
  readonly testPath: string
  readonly rootDir: string
  readonly options: ResolvedOptions
  /** Those of the file's docblock. */
  readonly allowances: readonly PlacedAllowance[]
  /** The sandbox's global, for `jest.retryTimes()`. */
  readonly sandbox: object
  readonly log: RunLog
  /** Jest's runtime for this file, once it has loaded something. */
  readonly runtime: () => Runtime | undefined
}
