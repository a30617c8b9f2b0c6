import type { ResolvedOptions } from '../../options/options'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import type { JestsOwnCare } from '../jest/environment-config'
import type { Runtime } from '../jest/modules/jest-runtime'
import type { Mocker } from '../../resources/state/spies'
import type { RunLog } from './log'

export interface FileRunConfig {
  readonly testPath: string
  readonly rootDir: string
  readonly options: ResolvedOptions
  /** Those of the file's docblock. */
  readonly allowances: readonly PlacedAllowance[]
  /** The sandbox's global, for `jest.retryTimes()`. */
  readonly sandbox: object
  /** The object that keeps the properties of that global. */
  readonly globals: object
  readonly mocker: Mocker | undefined
  readonly care: JestsOwnCare
  readonly log: RunLog
  /** Jest's runtime for this file, once it has loaded something. */
  readonly runtime: () => Runtime | undefined
}
