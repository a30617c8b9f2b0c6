/** An accepted leak: what it matches, and why it is accepted. What is left out matches everything. */
export interface Allowance {
  /** The code of a resource type: `timer`, `tcp-server` ... */
  type?: string
  /**
   * What opened it: a package (`ioredis`, `ioredis@^5`), a path or glob below the root directory
   * (`src/legacy/**`), or a function (`startPolling()`).
   */
  createdBy?: string
  /** A regular expression for the full name of the owner, as in `jest -t`. */
  tests?: string
  /**
   * How many such leaks are accepted, in the scope of the allowance (in each file, for those of the options):
   * exactly so many, or from the first to the second number.
   * @default any number
   */
  count?: number | [number, number]
  /** Why the leak is accepted. */
  reason: string
  /** The last day on which it is accepted: `2027-01-31`. */
  until?: string
}
