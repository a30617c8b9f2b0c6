/** How often something was started again, and within how many milliseconds. */
export interface Restarts {
  /** Undefined where nobody could count. */
  readonly times: number | undefined
  readonly within: number
}
