import type { ReportHead, RunFacts } from '../model/model'
import { compareText } from '../model/order'
import { ownTool } from '../own-tool'
import { ReportError } from '../read/report-error'

/** What a merge needs to know of an input before it reads its files. */
export interface NamedHead {
  readonly name: string
  readonly head: ReportHead
}

/**
 * The head of several reports as one, the same whatever their order.
 *
 * @throws ReportError for a shard that is there twice, and for shards of different runs
 */
export function mergeHeads(inputs: readonly NamedHead[]): ReportHead {
  refuseDuplicates(inputs)
  const [{ head: { format, schema } } = { head: undefined as never }] = inputs
  const runs = inputs.flatMap(({ head }) => head.runs).sort(compareRuns)
  return {
    format,
    schema,
    tool: ownTool(),
    runs,
    missingShards: missingIn(runs),
    notices: [...new Set(inputs.flatMap(({ head }) => head.notices))].sort(compareText),
  }
}

/** `2 of 3`, with the directory where there is one. */
function shardName({ directory, shard }: Pick<RunFacts, 'directory' | 'shard'>): string {
  const name = `${String(shard?.index)} of ${String(shard?.count)}`
  return directory === '' ? name : `${name} in ${directory}`
}

function missingIn(runs: readonly RunFacts[]): string[] {
  const counts = new Map<string, number>()
  const present = new Set(runs.map(shardName))
  for (const { directory, shard } of runs) {
    if (shard !== undefined) counts.set(directory, shard.count)
  }
  return [...counts].flatMap(([directory, count]) =>
    Array.from({ length: count }, (_, index) =>
      shardName({ directory, shard: { index: index + 1, count } }),
    ).filter((name) => !present.has(name)),
  )
}

function refuseDuplicates(inputs: readonly NamedHead[]): void {
  const seen = new Map<string, string[]>()
  const counts = new Map<string, Map<number, string>>()
  for (const { name, head } of [...inputs].sort((a, b) => compareText(a.name, b.name))) {
    for (const run of head.runs) {
      if (run.shard === undefined) continue
      const key = shardName(run)
      seen.set(key, [...(seen.get(key) ?? []), name])
      const known = counts.get(run.directory) ?? new Map<number, string>()
      counts.set(run.directory, known.set(run.shard.count, known.get(run.shard.count) ?? name))
    }
  }
  const twice = [...seen].filter(([, names]) => names.length > 1).sort(([a], [b]) => compareText(a, b))
  if (twice.length > 0) {
    const texts = twice.map(([shard, names]) => `shard ${shard} is in ${names.map(quote).join(' and in ')}`)
    throw new ReportError('incomplete', `${texts.join('; ')}: leave out what is too much`)
  }
  for (const [directory, byCount] of counts) {
    if (byCount.size < 2) continue
    const texts = [...byCount]
      .sort(([a], [b]) => a - b)
      .map(([count, name]) => `${quote(name)} has one of ${String(count)}`)
    const where = directory === '' ? '' : ` of ${directory}`
    throw new ReportError('incomplete', `these are shards${where} of different runs: ${texts.join(', ')}`)
  }
}

function quote(name: string): string {
  return `\`${name}\``
}

function compareRuns(a: RunFacts, b: RunFacts): number {
  return (
    compareText(a.directory, b.directory) ||
    (a.shard?.index ?? 0) - (b.shard?.index ?? 0) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}
