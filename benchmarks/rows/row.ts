import type { BenchOptions } from '../bench-options'
import type { Project } from '../project'

/** What every row is measured with. */
export interface Bench {
  readonly options: BenchOptions
  readonly project: Project
  /** The directory of the suites. */
  readonly suites: string
}

export interface RunningVersions {
  readonly jest: '29' | '30'
  /** Major version of Node. */
  readonly node: number
}

/** `x`: how many times plain Jest; the others are what they say. */
export type Unit = 'x' | 'ms' | 'µs' | 'bytes' | 'stacks'

/** One line of the table. */
export interface Row {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  readonly unit: Unit
  /** The highest value that is good enough; undefined: reported only. */
  target(versions: RunningVersions): number | undefined
  /** Gets ready and returns what measures one pair. */
  prepare(bench: Bench): Promise<() => Promise<number>>
  /** A remark on what was measured, asked for after the last pair. */
  note?(): string | undefined
}
