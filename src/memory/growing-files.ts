import { byPath } from './arguments'
import type { Answer } from './child/channel'
import { decideGrowth, type GrowingFile } from './growth/decide'
import { type GrownClass, type GrownHolder, readGrowth } from './growth/read-growth'
import { inSource } from './kept-files'
import { type ObservedOptions, runObserved } from './run-observed'
import type { Place } from './holders/holder'
import { searchVariable } from './holders/search'
import { noteSourceMap } from '../why/source-maps'

/** Files that are run again, at most: each costs two heap snapshots when it grows again. */
export const mostFiles = 8

/** A test file whose tests leave memory behind, with all that is known of it. */
export interface Growing extends GrowingFile {
  /** What was made after the first third of its tests. */
  readonly classes: readonly GrownClass[]
  readonly holders: readonly (GrownHolder & { readonly place: Place | undefined })[]
}

/** Files in which memory went on growing after the first third of their tests, the most first. */
export function suspects({ files }: Answer): string[] {
  return files
    .filter(({ within = 0 }) => within > 0)
    .sort((a, b) => (b.within ?? 0) - (a.within ?? 0))
    .map(({ file }) => file)
}

/** Runs files again, measures after each of their tests, and returns those that grow once more. */
export async function findGrowing(
  files: readonly string[],
  options: ObservedOptions,
  directory: string,
): Promise<Growing[]> {
  const args = byPath(options.args, files)
  const request = { ...options.request, always: false, growth: directory }
  const { answer } = await runObserved({ ...options, args, request })
  for (const [file, map] of Object.entries(answer?.sourceMaps ?? {})) noteSourceMap(file, map)
  return (answer?.grown ?? []).flatMap((grown) => {
    const growing = decideGrowth(grown)
    if (growing === undefined) return []
    const { classes, holders } = readGrowth(grown.before, grown.after)
    return {
      ...growing,
      allocators: growing.allocators.map((allocator) => ({ ...allocator, ...inSource(allocator) })),
      classes,
      holders: holders.map((holder) => ({
        ...holder,
        place: holder.file === undefined ? undefined : searchVariable(holder.variable, holder.file),
      })),
    }
  })
}
