import type { Maker } from '../../knowledge/package-knowledge'

/** A maker, and where it was found. */
export interface Known extends Omit<Maker, 'opens'> {
  readonly opens?: readonly string[] | undefined
  /** The package; undefined for Node's own and for the project's. */
  readonly package?: string
  readonly help?: string
  /** How messages name it. */
  readonly what: string
}
