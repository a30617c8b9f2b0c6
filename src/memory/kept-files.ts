import { noteSourceMap, toSource } from '../why/source-maps'
import type { Answer } from './child/channel'
import { findHolders } from './holders/find'
import type { Described, Place } from './holders/holder'
import { searchPlace, searchVariable } from './holders/search'
import { Heap } from './snapshot/heap'
import { fileClass, globalsIn } from './snapshot/notes'
import { namesOnly } from './snapshot/reach'
import { realmNames, Realms } from './snapshot/realms'

/** A finished test file that is still in memory, and all that has a grip on it. */
export interface KeptFile {
  readonly file: string
  /** What would be free without it, in bytes. */
  readonly size: number
  /** The shortest path first; empty when nothing in the snapshot leads to it. */
  readonly grips: readonly Described[]
  /** It is held by nothing but another kept file, this one. */
  readonly through: string | undefined
}

/** Reads from a heap snapshot what keeps the files of an answer. @throws Error when it is no heap snapshot */
export function readKeptFiles(snapshot: string, { files, sourceMaps }: Answer, cwd: string): KeptFile[] {
  for (const [file, map] of Object.entries(sourceMaps)) noteSourceMap(file, map)
  const heap = new Heap(snapshot, [fileClass, cwd, ...realmNames, ...namesOnly])
  try {
    const globals = globalsIn(heap, new Map(files.map(({ id }, number) => [id, number])))
    const holders = findHolders(heap, new Realms(heap, globals), globals, files.length)
    const scripts = scriptsBelow(heap, cwd)
    return [...globals.values()].flatMap((number) => {
      const file = files[number]?.file
      if (file === undefined) return []
      const through = holders.through.get(number)
      return {
        file,
        size: holders.sizes.get(number) ?? 0,
        grips: (holders.grips.get(number) ?? []).map(({ described }) => placed(described, file, scripts)),
        through: through === undefined ? undefined : files[through]?.file,
      }
    })
  } finally {
    heap.close()
  }
}

/** With every place in the source that somebody wrote. */
function placed(described: Described, file: string, scripts: readonly string[]): Described {
  const { held, holder } = described
  if (holder.kind === 'variable') return { ...described, site: searchVariable(holder.variable, holder.file) }
  const site = described.site ?? (held.place === undefined ? searchPlace(holder, file, scripts) : undefined)
  return {
    holder,
    held: { ...held, place: held.place && inSource(held.place) },
    site: described.site === undefined ? site : inSource(described.site),
  }
}

export function inSource({ file, line, column }: Place): Place {
  const mapped = toSource({ text: '', kind: 'project', loadsModule: false, file, line, column })
  return { file: mapped.file ?? file, line: mapped.line ?? line, column: mapped.column ?? column }
}

/** Files of the project whose code is in memory. */
function scriptsBelow(heap: Heap, directory: string): string[] {
  const found = new Set<string>()
  for (const node of heap.nodesNamed(directory)) {
    if (heap.typeOf(node) === 'code') found.add(heap.nameOf(node))
  }
  return [...found].filter((file) => !/[\\/]node_modules[\\/]/.test(file))
}
