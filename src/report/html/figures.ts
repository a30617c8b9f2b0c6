import { isRecord } from '../../options/validation/value-checks'
import type { ReportFile } from '../model/model'
import type { Course, Figure, Figures } from './page-data'

export type Span = readonly [began: number, ended: number]

/** The figures that some file has. Documents of other versions may lack any part: what is no number is not known. */
export function figuresOf(files: readonly ReportFile[]): {
  readonly figures: Figures
  readonly times: readonly (Span | undefined)[]
} {
  const counts = files.map((file) => recordIn(file, 'counts'))
  const at = (moment: string, of: Pick): Course => counts.map((count) => of(recordIn(count, moment)))
  const course = (title: string, unit: string, of: Pick): Figure => ({
    title,
    unit,
    before: at('before', of),
    end: at('end', of),
    after: at('after', of),
  })
  const figures: Figure[] = [
    course('File descriptors', '', (count) => numberIn(recordIn(count, 'fileDescriptors'), 'open')),
    course('Sockets', '', (count) => socketsIn(count)),
    connections(files),
    { title: 'Pooled connections', unit: '', end: at('end', pooled) },
    course('Heap', 'MB', (count) => megabytes(numberIn(recordIn(count, 'memory'), 'heapUsed'))),
    course('Memory of the process', 'MB', (count) => megabytes(numberIn(recordIn(count, 'memory'), 'rss'))),
  ]
  return {
    figures: figures.filter(({ end }) => end.some((value) => value !== null && value !== 0)),
    times: counts.map((count) => spanIn(count)),
  }
}

type Pick = (count: Record<string, unknown>) => number | null

function socketsIn(count: Record<string, unknown>): number | null {
  const { handles } = count
  return isRecord(handles) ? (numberIn(handles, 'tcp-socket') ?? 0) : null
}

function pooled({ pools }: Record<string, unknown>): number | null {
  if (!Array.isArray(pools)) return null
  return pools.reduce<number>((sum, pool) => sum + (isRecord(pool) ? (numberIn(pool, 'total') ?? 0) : 0), 0)
}

/** What the database servers said of the worker that ran the file. */
function connections(files: readonly ReportFile[]): Figure {
  const of = (moment: string): Course =>
    files.map((file) => {
      const { servers } = file as { servers?: unknown }
      if (!Array.isArray(servers)) return null
      const known = servers
        .map((server) => numberIn(recordIn(recordIn(server, 'figures'), 'worker'), moment))
        .filter((value) => value !== null)
      return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
    })
  return {
    title: 'Database connections',
    unit: '',
    before: of('before'),
    end: of('peak'),
    after: of('after'),
  }
}

function spanIn(count: Record<string, unknown>): Span | undefined {
  const { time } = count
  if (!Array.isArray(time)) return undefined
  const [began, ended] = time as unknown[]
  return typeof began === 'number' && typeof ended === 'number' ? [began, ended] : undefined
}

function recordIn(value: unknown, name: string): Record<string, unknown> {
  const found: unknown = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

function numberIn(value: Record<string, unknown>, name: string): number | null {
  const found = value[name]
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round(bytes / 1024 / 102.4) / 10
}
