import type { Terminal } from '../terminal/terminal'
import type { Answer, FileMemory, Memory } from './child/channel'
import type { KeptFile } from './kept-files'
import { help, megabytes, sentence, type Telling } from './words'

/** Names of files in one line, at most. */
const mostNames = 5

/** Grips that are told of one file, at most. */
const mostGrips = 3

/** Kept files that share all that is said of them. */
interface Group {
  readonly files: readonly KeptFile[]
  readonly lines: readonly string[]
}

/** Files that somebody can let go of, without what Jest has of them as well: it lets go of that when it likes. */
export function ofTheProject(kept: readonly KeptFile[]): KeptFile[] {
  return kept
    .filter(({ grips, through }) => through !== undefined || grips.length === 0 || !grips.every(isOfJest))
    .map((file) => ({ ...file, grips: file.grips.filter((grip) => !isOfJest(grip)) }))
}

/** The answer for people. */
export function textReport(
  kept: readonly KeptFile[],
  total: number,
  telling: Telling,
  style: Terminal['style'],
): string {
  const bytes = kept.reduce((sum, { size }) => sum + size, 0)
  const are = kept.length === 1 ? 'is' : 'are'
  const headline = `${String(kept.length)} of ${String(total)} finished files ${are} still in memory (some ${megabytes(bytes)}):`
  const blocks = grouped(kept, telling).map(({ files, lines }) => {
    const size = files.reduce((sum, each) => sum + each.size, 0)
    const title = `● ${names(files, telling)} (${megabytes(size)})`
    return [
      `  ${style('red', title)}`,
      '',
      ...lines.map((line) => (line === '' ? '' : `      ${line}`)),
    ].join('\n')
  })
  return [style('bold', headline), ...blocks].join('\n\n')
}

/** How memory went from file to file, in one line. */
export function growthLine(answer: Answer): string {
  const first = answer.files.find(({ before }) => before !== undefined)?.before ?? answer.after
  const { after } = answer
  return (
    `after a collection the heap grew from ${megabytes(first.heapUsed)} before the first file to ` +
    `${megabytes(after.heapUsed)} after the last, memory outside it from ${megabytes(first.external)} to ` +
    `${megabytes(after.external)}, RSS from ${megabytes(first.rss)} to ${megabytes(after.rss)}`
  )
}

/** The answer for programs. */
export function jsonReport(
  kept: readonly KeptFile[],
  answer: Answer,
  telling: Telling,
): Record<string, unknown> {
  return {
    files: answer.files.map((file, index) => ({
      file: telling.shown(file.file),
      kept: file.kept,
      within: file.within ?? null,
      grown: grown(
        file,
        answer.files[index + 1]?.before ?? (index === answer.files.length - 1 ? answer.after : undefined),
      ),
    })),
    after: answer.after,
    ended: answer.ended,
    kept: kept.map(({ file, size, grips, through }) => ({
      file: telling.shown(file),
      bytes: size,
      through: through === undefined ? null : telling.shown(through),
      holders: grips.map((grip) => ({
        ...grip.holder,
        site: placeOf(grip.site, telling),
        held: grip.held.what,
        heldPlace: placeOf(grip.held.place, telling),
        text: sentence(grip, telling),
        help: help(grip, telling),
      })),
    })),
  }
}

function grouped(kept: readonly KeptFile[], telling: Telling): Group[] {
  const groups = new Map<string, KeptFile[]>()
  for (const file of kept) {
    const key = linesOf(file, telling).join('\n')
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups].map(([key, files]) => ({ files, lines: key.split('\n') }))
}

function linesOf({ grips, through }: KeptFile, telling: Telling): string[] {
  if (through !== undefined) return [`is held by what ${telling.shown(through)} has, which is kept itself`]
  if (grips.length === 0)
    return ['nothing in the heap snapshot leads to it: V8 itself, or a native add-on, holds it']
  const own = grips.filter((grip) => !isOfJest(grip))
  const lines = own
    .slice(0, mostGrips)
    .flatMap((grip) => [sentence(grip, telling), `help: ${help(grip, telling)}`, ''])
  const more = grips.length - mostGrips
  return more > 0 ? [...lines, `and ${String(more)} more`] : lines.slice(0, -1)
}

function isOfJest({ holder }: { readonly holder: { readonly kind: string } }): boolean {
  return holder.kind === 'jest'
}

function names(files: readonly KeptFile[], { shown }: Telling): string {
  const told = files.slice(0, mostNames).map(({ file }) => shown(file))
  const more = files.length - told.length
  return more > 0 ? `${told.join(', ')} and ${String(more)} more` : told.join(', ')
}

function grown({ before }: FileMemory, after: Memory | undefined): Memory | null {
  if (before === undefined || after === undefined) return null
  return {
    heapUsed: after.heapUsed - before.heapUsed,
    external: after.external - before.external,
    arrayBuffers: after.arrayBuffers - before.arrayBuffers,
    rss: after.rss - before.rss,
  }
}

function placeOf(place: KeptFile['grips'][number]['site'], { shown }: Telling): unknown {
  return place === undefined ? null : { ...place, file: shown(place.file) }
}
