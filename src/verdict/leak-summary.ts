import type { Owner, ThirdParty } from './leak'

/** One leak as plain data: what every LeakError carries as `leak`, and what records hold. */
export interface LeakSummary {
  readonly type: string
  readonly severity: string
  readonly count: number
  readonly owner: Owner
  readonly site: { readonly file: string; readonly line: number; readonly column: number } | undefined
  readonly frames: readonly string[]
  readonly thirdParty: ThirdParty | undefined
  readonly facts: Readonly<Record<string, unknown>>
  readonly headline: string
  /** What was done to it after the verdict; undefined when it was left alone. */
  readonly closed: string | undefined
}
