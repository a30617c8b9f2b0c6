/** Something that a package keeps for as long as the process lives: nobody's leak, and never closed. */
export interface ProcessWideRule {
  /** The package whose code opens it. */
  readonly package: string
  /** @default every version */
  readonly versions?: string
  /** A resource type, as in docs/types.md. */
  readonly type: string
  /** Name of the package's function that opens it. @default any */
  readonly function?: string
  /**
   * Only what opens while modules load, for packages whose objects can be closed: one of a test should be.
   * @default false
   */
  readonly topLevel?: boolean
  /** Why it lives on. */
  readonly reason: string
  /** Where that can be read. */
  readonly link?: string
}
