import type { JestMajor } from '../bench-options'
import type { Project } from '../project'
import type { Runtime } from '../runtime'

/** What every row is measured with. */
export interface Bench {
  readonly runtime: Runtime
  readonly project: Project
  /** The directory of the suites. */
  readonly suites: string
}

export interface RunningVersions {
  readonly jest: JestMajor
  /** Major version of Node. */
  readonly node: number
}

/** `x`: how many times as much; the others are what they say. */
export type Unit = 'x' | 'ms' | 'µs' | 'bytes' | 'stacks' | 'modules'

/** One line of the table. */
export interface Row {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  readonly unit: Unit
  /** Measured on each Node and Jest, on each Node with the first Jest, or once, on the first of both. */
  readonly per: 'runtime' | 'node' | 'run'
  /** The most pairs that it is worth: it takes long. @default as many as asked for */
  readonly pairs?: number
  /** The highest value that is good enough; undefined: reported only. */
  target(versions: RunningVersions): number | undefined
  /** Gets ready and returns what measures one pair. */
  prepare(bench: Bench): Promise<() => Promise<number>>
  /** A remark on what was measured, asked for after the last pair. */
  note?(): string | undefined
}
