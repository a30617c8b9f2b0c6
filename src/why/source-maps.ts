import { existsSync, readFileSync } from 'node:fs'
import Module, { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'

import type { Frame } from '../verdict/leak'

/** The source map of a loaded file: the map itself, or the path of the file that it is in. */
type Reference = Buffer | string

const references = new Map<string, Reference>()

type Compile = (this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown

/**
 * Remembers the source maps of the project's modules as they are compiled. Jest hands transformed code
 * to Node's own loader for `globalSetup` and the like, and keeps the map nowhere but in the code.
 */
export function noteSourceMaps(): void {
  const prototype = Module.prototype as unknown as { _compile: Compile }
  const { _compile } = prototype
  prototype._compile = function compile(content, filename, ...rest) {
    note(filename, content)
    return _compile.call(this, content, filename, ...rest)
  }
  noteInBand()
}

/** Test files that run in this process: Jest 29 compiles them with `Script`, Jest 30 with `compileFunction`. */
function noteInBand(): void {
  const { Script, compileFunction } = vm
  vm.Script = class extends Script {
    constructor(code: string, options?: vm.ScriptOptions | string) {
      super(code, options)
      note(typeof options === 'string' ? options : options?.filename, code)
    }
  }
  vm.compileFunction = (code, params, options) => {
    note(options?.filename, code)
    return compileFunction(code, params, options)
  }
}

/** Exported for tests. */
export function note(filename: string | undefined, code: string): void {
  if (filename === undefined || /[\\/]node_modules[\\/]/.test(filename)) return
  const at = code.lastIndexOf('sourceMappingURL=')
  if (at === -1) return
  const [url = ''] = /^\S*/.exec(code.slice(at + 'sourceMappingURL='.length)) ?? []
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(url)
  // Decoded at once: a slice would keep the whole code in memory.
  references.set(filename, inline ? Buffer.from(inline[1] ?? '', 'base64') : resolve(dirname(filename), url))
}

/** Remembers the source map of a file that was loaded elsewhere: the path of the map. */
export function noteSourceMap(filename: string, map: string): void {
  references.set(filename, map)
}

/** The same frame at its place in the source that somebody wrote; unchanged when there is no map. */
export function toSource(frame: Frame): Frame {
  const { file, line, column = 1 } = frame
  if (file === undefined || line === undefined) return frame
  const entry = mapOf(file)?.findEntry(line - 1, column - 1)
  if (entry === undefined || !('originalSource' in entry)) return frame
  const source = sourceOf(file, entry.originalSource)
  const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  return {
    ...frame,
    text: frame.text.replace(`${file}:${line}:${column}`, place),
    file: source,
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  }
}

const maps = new Map<string, SourceMap | undefined>()

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(references.get(file)))
  return maps.get(file)
}

function readMap(reference: Reference | undefined): SourceMap | undefined {
  if (reference === undefined) return undefined
  try {
    const text = typeof reference === 'string' ? readFileSync(reference, 'utf8') : reference.toString('utf8')
    return new SourceMap(JSON.parse(text) as SourceMapPayload)
  } catch {
    // A map that is missing or broken costs the exact line, nothing else.
    return undefined
  }
}

/** Transformers write the source as a path, a URL or a mere name. */
function sourceOf(file: string, source: string): string {
  const path = resolve(dirname(file), source.startsWith('file://') ? fileURLToPath(source) : source)
  return existsSync(path) ? path : file
}
