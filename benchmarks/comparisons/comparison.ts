import type { RunningVersions } from '../rows/row'

/** A suite whose cost under this package is compared with plain Jest, on each Node and Jest. */
export interface Comparison {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  /** File name of the suite, how many test files it becomes, and its `BENCH_COUNT`. */
  readonly suite: string
  readonly copies: number
  readonly count?: number
  /** Measured with the first Node only: it has a native module, compiled for that. @default false */
  readonly native?: boolean
  /** The other tools run it as well. @default false */
  readonly rivals?: boolean
  /** Needs the PostgreSQL server that the benchmark starts. @default false */
  readonly postgres?: boolean
  /** Modules of the repository that the suite requires. */
  readonly modules?: readonly string[]
  /** The highest multiple of the time that plain Jest's collector takes; undefined: reported only. */
  readonly collector?: number
  /** The highest multiple of plain Jest's CPU time that is good enough; undefined: reported only. */
  target(versions: RunningVersions): number | undefined
}
