import type { Acceptance, NamedPackage, Owner } from './leak'

/** One leak as plain data: what every LeakError carries as `leak`, and what records hold. */
export interface LeakSummary {
  readonly type: string
  readonly severity: string
  readonly count: number
  readonly owner: Owner
  /** Which attempt at a test it was that has left it, and failed, before the test was run again. */
  readonly attempt?: number
  readonly site: { readonly file: string; readonly line: number; readonly column: number } | undefined
  readonly frames: readonly string[]
  /** No line of the project opened it. */
  readonly thirdParty: boolean
  /** The package whose code opened it. */
  readonly opener?: NamedPackage | undefined
  /** The package that the project called. */
  readonly through?: NamedPackage | undefined
  /** The package whose object the project holds: help is about this one. */
  readonly helper?: NamedPackage | undefined
  readonly facts: Readonly<Record<string, unknown>>
  readonly headline: string
  /** Its identity across runs: see docs/baseline.md. */
  readonly fingerprint: string
  /** Set when it is known and accepted: it failed nobody. */
  readonly accepted: Acceptance | undefined
  /** What is known of it: `pool: orders (max 10): 1 checked out`, one line each. */
  readonly details?: readonly string[]
  /** How to close it. */
  readonly help?: string | undefined
  /** What was done to it after the verdict; undefined when it was left alone. */
  readonly closed: string | undefined
}
