import type { ServerActivity, SessionActivity } from '../../verdict/databases/server-activity'
import { readSessionTag } from '../session-tag'

/** A connection to a database server that only looks at its sessions. */
export interface ActivitySource {
  /** @throws when the server does not answer */
  look(): Promise<ServerActivity>
  close(): Promise<void>
}

export interface ActivityServer {
  /** @throws DriverMissing; or an error for `explain` when the server does not let us in */
  connect(): Promise<ActivitySource>
  /** Why that, or a look, failed, without secrets. */
  explain(error: unknown): string
}

/** The project has none of the drivers by which a server could be asked. */
export class DriverMissing extends Error {
  override readonly name = 'DriverMissing'
  readonly drivers: readonly string[]

  constructor(drivers: readonly string[]) {
    super(`none of ${drivers.join(', ')} is installed`)
    this.drivers = drivers
  }
}

/** The test file and worker that a session's name tells, or the name itself. */
export function nameOf(tag: unknown): Pick<SessionActivity, 'file' | 'worker' | 'name'> {
  const text = typeof tag === 'string' ? tag : ''
  const { worker, file } = readSessionTag(text) ?? {}
  return file === undefined ? { name: text } : { name: '', worker, file }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : ''
}

/** Drivers give big numbers as text. */
export function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined || value === '' ? undefined : Number(value)
}
