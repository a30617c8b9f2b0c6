import { fileTitle } from '../model/leaks'
import { compareFiles } from '../model/order'
import type { FileEntry, ReportDocument } from '../read/document'
import { ReportError } from '../read/report-error'

interface Placed extends FileEntry {
  readonly from: string
}

/** The files of all documents in order; of each document one is held at a time. */
export function sortedFiles(documents: readonly ReportDocument[]): Iterable<Placed> {
  if (documents.length === 0) return []
  const [first] = documents
  if (documents.length === 1 && first !== undefined) return placed(first)
  const half = documents.length >> 1
  return both(sortedFiles(documents.slice(0, half)), sortedFiles(documents.slice(half)))
}

function* placed(document: ReportDocument): Generator<Placed> {
  for (const entry of document.files()) yield { ...entry, from: document.name }
}

function* both(left: Iterable<Placed>, right: Iterable<Placed>): Generator<Placed> {
  const [a, b] = [left[Symbol.iterator](), right[Symbol.iterator]()]
  let [x, y] = [a.next(), b.next()]
  while (x.done !== true && y.done !== true) {
    const order = compareFiles(x.value.file, y.value.file)
    if (order === 0) throw twice(x.value, y.value)
    if (order < 0) {
      yield x.value
      x = a.next()
    } else {
      yield y.value
      y = b.next()
    }
  }
  for (; x.done !== true; x = a.next()) yield x.value
  for (; y.done !== true; y = b.next()) yield y.value
}

function twice(a: Placed, b: Placed): ReportError {
  const names = [a.from, b.from].sort().map((name) => `\`${name}\``)
  return new ReportError(
    'incomplete',
    `${fileTitle(a.file)} is in ${names.join(' and in ')}: these are two runs, not parts of one; compare runs with \`jest-leakguard report --history\``,
  )
}
