/** One thing that the doctor has looked at. */
export interface Check {
  /** Stable, for programs. */
  readonly name: string
  /** `fail`: leaks are not found, or not all; `warn`: it works, but. */
  readonly state: 'ok' | 'warn' | 'fail'
  readonly text: string
  /** What to do. */
  readonly fix?: string
}
