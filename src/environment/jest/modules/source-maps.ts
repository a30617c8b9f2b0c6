import type { SourceMapPayload } from 'node:module'

import { formatWith, restoreFormat, stackFormat } from '../../../kept/errors'
import { readText } from '../../../kept/fs'
import { SourceMap } from '../../../kept/node'
import { dirname, resolve } from '../../../kept/path'

import type { TestFile } from '../../../ownership/scope'
import type { Call } from '../../../resources/trace/trace'

/** Paths of source maps by the file they belong to. */
type SourceMaps = ReadonlyMap<string, string>

/** Some compilers leave the root out. */
type Payload = Omit<SourceMapPayload, 'sourceRoot'> & { readonly sourceRoot?: string }

/** An entry goes when no leftover work refers to its file any more. */
const kept = new WeakMap<TestFile, SourceMaps>()

/** Remembers the source maps of what the file has loaded; to be called before Jest tears its runtime down. */
export function keepSourceMaps(testFile: TestFile, maps: SourceMaps): void {
  kept.set(testFile, new Map(maps))
}

/**
 * Runs `read`, which formats stacks of a finished file. Jest maps stacks to their sources only while a file
 * runs; by now their lines would be those of the transformed code.
 */
export function withSourceMaps<T>(testFile: TestFile, read: () => T): T {
  const maps = kept.get(testFile)
  if (maps === undefined) return read()
  const previous = stackFormat()
  formatWith((_error, calls) => ['Error', ...calls.map((call) => `    at ${mapCall(call, maps)}`)].join('\n'))
  try {
    return read()
  } finally {
    restoreFormat(previous)
  }
}

function mapCall(call: Call, maps: SourceMaps): string {
  const place = placeInSource(call, maps)
  return place === undefined
    ? call.toString()
    : call.toString().replace(/[^\s(]*:\d+:\d+(?=\)?$)/, () => place)
}

/** Where the source of a call has it, as `file:line:column`; undefined where there is no map. */
export function placeInSource(call: Call, maps: SourceMaps | undefined): string | undefined {
  const file = call.getFileName()
  const map = file == null ? undefined : maps?.get(file)
  if (file == null || map === undefined) return undefined
  try {
    return originalPosition(call, file, map)
  } catch {
    // A cache that was cleared meanwhile: the transformed line is better than none.
    return undefined
  }
}

function originalPosition(call: NodeJS.CallSite, file: string, map: string): string {
  const payload = JSON.parse(readText(map)) as Payload
  const entry = new SourceMap({ sourceRoot: '', ...payload }).findEntry(
    (call.getLineNumber() ?? 1) - 1,
    (call.getColumnNumber() ?? 1) - 1,
  )
  if (!('originalSource' in entry))
    return `${file}:${String(call.getLineNumber())}:${String(call.getColumnNumber())}`
  const source = resolve(dirname(file), payload.sourceRoot ?? '', entry.originalSource)
  return `${source}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`
}
