import type { FileRecord, LeakRecord } from '../verdict/record'
import { staleConfigured } from '../verdict/accepted/stale-configured'
import { staleText } from '../wording/allowances'
import { runSummary } from '../wording/run-summary'
import { serverLines } from '../wording/server-lines'
import { partialBy, type RunConfig, type RunResults } from './partial-by'

/** What a run has to say, in lines, and how many allowances of its options fail it. */
export interface Said {
  readonly lines: readonly string[]
  readonly stale: number
}

export function said(records: readonly LeakRecord[], config: RunConfig, results: RunResults): Said {
  const files = records.filter((record): record is FileRecord => record.kind === 'file')
  // A part of the suite says nothing about the rest.
  const isWhole = partialBy(config, results).length === 0 && config.shard === undefined
  const isComplete = isWhole && files.length === results.testResults.length
  const stale = isComplete ? staleConfigured(files, new Date().toISOString().slice(0, 10)) : []
  return {
    lines: [...runSummary(records, stale.map(staleText)), ...serverLines(files)],
    stale: stale.filter(({ severity }) => severity === 'fail').length,
  }
}
