import { setTimeout as sleep } from 'node:timers/promises'

import { Client } from 'pg'

/** The server forgets a closed connection within milliseconds; one that is there longer was not closed. */
const forgetLimit = 500

/** Counts the connections of a server, but for its own. */
export class ServerCounter {
  readonly #client: Client
  /** `pg` answers one question after the other. */
  #last: Promise<number> = Promise.resolve(0)

  constructor(connectionString: string) {
    this.#client = new Client({ connectionString })
  }

  connect(): Promise<unknown> {
    return this.#client.connect()
  }

  count(): Promise<number> {
    this.#last = this.#last.then(async () => {
      const { rows } = await this.#client.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      return rows[0]?.count ?? 0
    })
    return this.#last
  }

  /** The number of connections once it is `wanted`, else what it is after half a second. */
  async settle(wanted: number): Promise<number> {
    const deadline = performance.now() + forgetLimit
    for (;;) {
      const count = await this.count()
      if (count <= wanted || performance.now() > deadline) return count
      await sleep(5)
    }
  }

  async end(): Promise<void> {
    await this.#last
    await this.#client.end()
  }
}
