import type { Mixed } from '../verdict/mixed'
import type { FileRecord } from '../verdict/record'

/** `a.test.js opens PostgreSQL and SQLite through openDatabase (src/db.js:5): its settings are mixed`. */
export function mixedLine(file: string, { databases, file: opener, line, through }: Mixed): string {
  return `${file} opens ${databases.join(' and ')} through ${through} (${opener}:${String(line)}): settings are mixed`
}

/** A note for each file that got databases of several kinds from one place. */
export function mixedLines(records: readonly FileRecord[]): string[] {
  const lines = records.flatMap(({ file, mixed }) => (mixed === undefined ? [] : mixedLine(file, mixed)))
  return lines.map((line, index) => `${(index === 0 ? 'Databases:' : '').padEnd(13)}${line}`)
}
