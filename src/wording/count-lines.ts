import type { FileRecord } from '../verdict/record'

/** Standard streams are opened when somebody first prints, and stay; descriptors follow what they belong to. */
const quiet = new Set(['pipe', 'fileDescriptors'])

/** `Counts:      a.test.js ended with 1 tcp-socket more than it began with, which no leak explains`, one per file. */
export function countLines(records: readonly FileRecord[]): string[] {
  const lines = records.flatMap(({ counts, file }) => {
    const more = Object.entries(counts?.unexplained ?? {}).filter(([type]) => !quiet.has(type))
    if (more.length === 0) return []
    const what = more.map(([type, n]) => `${String(n)} ${type}`).join(', ')
    return [`${file} ended with ${what} more than it began with, which no leak explains`]
  })
  return lines.map((line, index) => `${(index === 0 ? 'Counts:' : '').padEnd(13)}${line}`)
}
