import type { Database } from 'better-sqlite3'
import type { RunFilter } from '../backend'
import type { Codec } from '../codec'
import { assertRunId, statuses, type WorkflowRun } from '../run'
import { invalid } from '../errors'
import { type Row, toRow, toRun } from './rows'
import { saveRun, table } from './schema'

/** The statements on the table of runs, on whichever connection. */
export class RunTable {
  readonly #codec: Codec

  constructor(codec: Codec) {
    this.#codec = codec
  }

  save(database: Database, run: WorkflowRun): void {
    database.prepare(saveRun).run(toRow(run, this.#codec))
  }

  load(database: Database, runId: string): WorkflowRun | undefined {
    assertRunId(runId)
    const row = database.prepare<[string], Row>(`SELECT * FROM ${table} WHERE run_id = ?`).get(runId)
    return row && toRun(row, this.#codec)
  }

  delete(database: Database, runId: string): boolean {
    assertRunId(runId)
    return database.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(runId).changes > 0
  }

  iterate(database: Database, { status }: RunFilter): IterableIterator<Row> {
    if (status !== undefined && !statuses.includes(status))
      throw invalid(`status: expected one of ${statuses.join(', ')}, given ${JSON.stringify(status)}`)
    const condition = status === undefined ? '' : 'WHERE status = @status'
    return database
      .prepare<[Record<string, unknown>], Row>(
        `SELECT * FROM ${table} ${condition} ORDER BY updated_at DESC, run_id`,
      )
      .iterate({ status })
  }

  decode(row: Row): WorkflowRun {
    return toRun(row, this.#codec)
  }
}
