import type { Mixed } from '../verdict/databases/mixed'
import type { FileRecord } from '../verdict/record'
import { capped, firstAndMore } from './listed'

/** Places that are named; the rest is counted. */
const mostPlaces = 3

/** `a.test.js opens PostgreSQL and SQLite through openDatabase (src/db.js:5): its settings are mixed`. */
export function mixedLine(
  file: string,
  { databases, file: opener, line, through }: Mixed,
  opens = 'opens',
): string {
  return `${file} ${opens} ${databases.join(' and ')} through ${through} (${opener}:${String(line)}): settings are mixed`
}

/** A note for each place from which files got databases of several kinds. */
export function mixedLines(records: readonly FileRecord[]): string[] {
  const places = new Map<string, { readonly files: string[]; readonly mixed: Mixed }>()
  for (const { file, mixed } of records) {
    if (mixed === undefined) continue
    const key = mixedLine('', mixed)
    const place = places.get(key) ?? { files: [], mixed }
    places.set(key, place)
    place.files.push(file)
  }
  const lines = [...places.values()].map(({ files, mixed }) =>
    mixedLine(firstAndMore(files, 'file'), mixed, files.length === 1 ? 'opens' : 'open'),
  )
  return capped(lines, mostPlaces, 'place').map(
    (line, index) => `${(index === 0 ? 'Databases:' : '').padEnd(13)}${line}`,
  )
}
