import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const sessions = `
  SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE backend_type <> 'autovacuum worker'
    AND (backend_type <> 'client backend' OR application_name = 'database-service')`

/** Counts the sessions of the server, its own processes included, for `npm run measure`; else does nothing. */
export function reportConnections(): void {
  const file = process.env['CONNECTIONS']
  if (file === undefined) return
  const client = new Client({ application_name: 'database-service' })
  const report = async (): Promise<void> => appendFileSync(file, `${await settledCount(client)}\n`)

  beforeAll(() => client.connect())
  beforeEach(report)
  afterAll(async () => {
    await report()
    await client.end()
  })
}

/** The server needs some milliseconds to notice that a connection is gone. */
async function settledCount(client: Client): Promise<number> {
  const counts: number[] = []
  for (let sample = 0; sample < 25; sample++) {
    counts.push((await client.query<{ n: number }>(sessions)).rows[0]?.n ?? 0)
    await sleep(20)
  }
  return Math.min(...counts)
}
