import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { limitQuery, type PgConnection } from '../../../servers/pg-connection'
import type { DatabaseFacts, SingletonFacts } from '../../../verdict/databases/database-check'
import type { Answer, OpenConnection } from './channel'
import { Helper } from './helper'

/** The server forgets a closed connection within milliseconds; nobody waits longer than this for it. */
const forgetLimit = 500

const sessionsQuery = `
  select pid, client_port from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

const serverQuery = `
  select current_setting('server_version') as version, limits.*,
    (select count(*)::int from pg_stat_activity where datname is not null and pid <> pg_backend_pid()) as taken
  from (${limitQuery}) as limits`

/** The server's processes, each with the port of its client. */
type Sessions = ReadonlyMap<number, number>

/** Asks the server, the driver and the singleton. @throws what `connection.explain` explains */
export async function measureDatabase(
  connection: PgConnection,
  { cwd, singleton }: { readonly cwd: string; readonly singleton: string | undefined },
): Promise<DatabaseFacts> {
  await connection.connect()
  try {
    const [row] = await connection.rows(serverQuery)
    const limit = Number(row?.limit)
    return {
      address: connection.address,
      serverVersion: String(row?.version).replace(/ .*/, ''),
      driverVersion: driverVersion(cwd),
      ...{ limit, headroom: limit - Number(row?.taken) },
      singleton: singleton === undefined ? undefined : await measureSingleton(connection, singleton, cwd),
    }
  } finally {
    await connection.end()
  }
}

async function measureSingleton(
  connection: PgConnection,
  spec: string,
  cwd: string,
): Promise<SingletonFacts> {
  const helper = new Helper(spec, cwd)
  try {
    return await factsOf(helper, connection, spec)
  } finally {
    await helper.end()
  }
}

async function factsOf(helper: Helper, connection: PgConnection, spec: string): Promise<SingletonFacts> {
  const created = await helper.ask('create')
  const facts: SingletonFacts = {
    ...{ spec, name: created.name, problem: created.problem, create: created.end },
    ...{ connections: [], reset: { kind: 'missing' }, left: 0, leftElsewhere: 0, again: undefined },
  }
  if (created.problem !== undefined || created.end.kind !== 'done') return facts

  const listed = await sessions(connection)
  const isHere = (seen: OpenConnection): boolean => isListed(seen, listed)
  const here = created.connections.filter(isHere)
  const connections = created.connections.map((seen) => ({ endpoint: seen.endpoint, here: isHere(seen) }))

  const reset = await helper.ask('reset')
  const left = reset.end.kind === 'done' ? await stillListed(connection, here) : here.length
  const leftElsewhere = reset.connections.filter((seen) => !isHere(seen)).length
  const again =
    reset.end.kind === 'done' ? kindOf(await helper.ask('create-again'), connections.length > 0) : undefined
  return { ...facts, connections, reset: reset.end, left, leftElsewhere, again }
}

function kindOf({ end, same, connections }: Answer, connects: boolean): SingletonFacts['again'] {
  if (end.kind !== 'done') return 'failed'
  if (same === true) return 'same'
  return connects && connections.length === 0 ? 'failed' : 'fresh'
}

async function sessions(connection: PgConnection): Promise<Sessions> {
  const rows = await connection.rows(sessionsQuery)
  return new Map(rows.map(({ pid, client_port }) => [Number(pid), Number(client_port ?? -1)]))
}

/** Servers count their processes alike: only both ends of a connection together say that it is this server's. */
function isListed({ processId, localPort }: OpenConnection, listed: Sessions): boolean {
  const port = processId === undefined ? undefined : listed.get(processId)
  return port !== undefined && (port === localPort || port <= 0)
}

async function stillListed(connection: PgConnection, open: readonly OpenConnection[]): Promise<number> {
  const deadline = performance.now() + forgetLimit
  for (;;) {
    const listed = await sessions(connection)
    const left = open.filter((seen) => isListed(seen, listed)).length
    if (left === 0 || performance.now() > deadline) return left
    await sleep(10)
  }
}

function driverVersion(cwd: string): string {
  const require = createRequire(join(cwd, 'package.json'))
  return String(Reflect.get(require('pg/package.json') as object, 'version'))
}
