import type { Consumer, JestLine } from './consumers'
import type { NodeLine } from './node-binaries'

/** What the global setup has prepared for the test files. */
export interface Prepared {
  readonly consumers: Readonly<Record<JestLine, Consumer>>
  readonly nodes: Readonly<Partial<Record<NodeLine, string>>>
  /** A server that lasts as long as the run. */
  readonly postgres: PostgresAddress
}

/** What `pg` needs to connect; no password. */
export interface PostgresAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

// The environment is the one channel from a global setup to the workers.
const variable = 'LEAKGUARD_E2E_PREPARED'

export function publishPrepared(prepared: Prepared): void {
  process.env[variable] = JSON.stringify(prepared)
}

export function readPrepared(): Prepared {
  const text = process.env[variable]
  if (text === undefined)
    throw new Error(`e2e: ${variable} is not set: run the tests with this repository's Jest config`)
  return JSON.parse(text) as Prepared
}
