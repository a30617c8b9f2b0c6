import { setTimeout as sleep } from 'node:timers/promises'

import { Client } from 'pg'

import { postgres } from './postgres'

/** A database of one test file's own: what other files do at the same time does not count. */
export interface TestDatabase {
  readonly name: string
  /** The number of connections to it once there are none, else after 20 seconds. */
  connectionsLeft(): Promise<number>
  close(): Promise<void>
}

export async function openDatabase(): Promise<TestDatabase> {
  const name = `e2e_${process.pid}_${Date.now()}`
  const client = new Client({ ...postgres, application_name: 'e2e' })
  await client.connect()
  await client.query(`create database ${name}`)
  return {
    name,
    async connectionsLeft() {
      const counted = 'select count(*)::int as count from pg_stat_activity where datname = $1'
      const deadline = Date.now() + 20_000
      for (;;) {
        const { rows } = await client.query<{ count: number }>(counted, [name])
        const count = rows[0]?.count ?? 0
        if (count === 0 || Date.now() > deadline) return count
        await sleep(20)
      }
    },
    async close() {
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}
