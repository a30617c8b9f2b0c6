import { closeSync, fstatSync, openSync, readDescriptor } from '../../kept/fs'

import { isRecord } from '../../options/validation/value-checks'
import { fileLine, filesClosing, filesOpening } from '../formats/json'
import type { Report, ReportFile, ReportHead, ReportTail } from '../model/model'
import { compareFiles } from '../model/order'
import { checkFile, checkHead, checkTail, invalid } from './checks'
import { linesOf, textAfterLast } from './lines'
import { ReportError } from './report-error'

/** A file of a report, and the text it was read from. */
export interface FileEntry {
  readonly file: ReportFile
  readonly line: string
}

/** A report on disk. */
export interface ReportDocument {
  /** As the user called it. */
  readonly name: string
  readonly head: ReportHead
  readonly tail: ReportTail
  /** In the order of reports; once. */
  files(): Iterable<FileEntry>
  close(): void
}

const longestLine = 64 * 1024 * 1024
/** What another tool has laid out anew is read as a whole. */
const largestWhole = 256 * 1024 * 1024

/**
 * Opens a report. As this package writes it, it is read line by line; only the head and the end are read now.
 *
 * @param path a file; `-` is standard input
 * @throws ReportError in one line, for what is no report, or a part of one
 */
export function openDocument(path: string, name: string): ReportDocument {
  const descriptor = open(path, name)
  try {
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) throw new ReportError('unusable', `\`${name}\` is a directory, expected a report`)
    const document =
      (stat.isFile() ? lineDocument(descriptor, stat.size, name) : undefined) ??
      wholeDocument(descriptor, stat.size, name)
    return { ...document, close: () => closeSync(descriptor) }
  } catch (error) {
    closeSync(descriptor)
    if (error instanceof ReportError) throw error
    throw new ReportError('unusable', `cannot read the report \`${name}\`: ${String(error)}`)
  }
}

/** A report as a whole, in memory. */
export function readDocument(path: string, name: string): Report {
  const document = openDocument(path, name)
  try {
    const files = Array.from(document.files(), ({ file }) => file)
    return { ...document.head, files, ...document.tail }
  } finally {
    document.close()
  }
}

function open(path: string, name: string): number {
  try {
    return openSync(path === '-' ? '/dev/stdin' : path, 'r')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(error)
    throw new ReportError('unusable', `cannot read the report \`${name}\`: ${reason}`)
  }
}

type Opened = Omit<ReportDocument, 'close'>

function lineDocument(descriptor: number, size: number, name: string): Opened | undefined {
  if (size === 0) throw new ReportError('incomplete', `\`${name}\` is empty`)
  const lines = linesOf(descriptor, longestLine)
  const first = lines.next().value ?? ''
  if (!first.endsWith(filesOpening)) return undefined
  const head = parse(`${first.slice(0, -filesOpening.length)}}`)
  if (head === undefined) return undefined
  const checked = checkHead(head, name)
  const end = textAfterLast(descriptor, size, filesClosing)
  const tail = end === undefined ? undefined : parse(`{${end}`)
  if (tail === undefined) throw cutOff(name)
  return { name, head: checked, tail: checkTail(tail, name), files: () => entriesIn(lines, name) }
}

function* entriesIn(lines: Iterable<string | undefined>, name: string): Generator<FileEntry> {
  let before: ReportFile | undefined
  let number = 1
  for (const text of lines) {
    number += 1
    // The end was read before.
    if (text?.startsWith('],') === true) return
    const line = text?.endsWith(',') === true ? text.slice(0, -1) : text
    const place = `line ${String(number)}`
    const value = line === undefined ? undefined : parse(line)
    if (line === undefined || value === undefined) throw invalid(name, place)
    const file = checkFile(value, name, place)
    if (before !== undefined && compareFiles(before, file) > 0) throw invalid(name, `the order at ${place}`)
    before = file
    yield { file, line }
  }
}

function wholeDocument(descriptor: number, size: number, name: string): Opened {
  if (size > largestWhole)
    throw new ReportError(
      'unusable',
      `\`${name}\` is no report of jest-leakguard: ${String(Math.round(size / 1024 / 1024))} MB of something else`,
    )
  const text = readDescriptor(descriptor, size).toString('utf8')
  if (text.trim() === '') throw new ReportError('incomplete', `\`${name}\` is empty`)
  const value = parse(text)
  if (value === undefined) {
    if (/^\s*\{\s*"format"\s*:\s*"jest-leakguard"/.test(text)) throw cutOff(name)
    throw new ReportError('unusable', `\`${name}\` is no report of jest-leakguard: it is no JSON`)
  }
  const { files, fixed, totals, ...head } = isRecord(value) ? value : {}
  const checked = checkHead(head, name)
  if (!Array.isArray(files)) throw invalid(name, 'its list of files')
  const sorted = files
    .map((file, index) => checkFile(file, name, `file ${String(index + 1)}`))
    .sort(compareFiles)
  const tail = checkTail({ ...(fixed !== undefined && { fixed }), totals }, name)
  return { name, head: checked, tail, files: () => sorted.map((file) => ({ file, line: fileLine(file) })) }
}

function cutOff(name: string): ReportError {
  return new ReportError('incomplete', `\`${name}\` is cut off: its end is missing`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
