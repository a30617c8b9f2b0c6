import type { TraceMode } from '../options/options'
import type { Frame } from '../verdict/leak'

/** So many lines of others in a row are read before they are in the way. */
const mostForeign = 3
/** Packages that a fold names. */
const mostNamed = 3

/**
 * The lines of a trace, those of others folded: `… 34 frames of react-dom, jsdom`. The project's lines all stay, and
 * so does the innermost: it says who opened it. With `trace: 'stack'` nothing is folded.
 */
export function frameLines(frames: readonly Frame[], mode: TraceMode): string[] {
  if (mode === 'stack') return frames.map(({ text }) => text)
  return runsOf(frames).flatMap((run, index) => {
    const isForeign = run[0]?.kind !== 'project'
    if (!isForeign || run.length <= mostForeign) return run.map(({ text }) => text)
    const shown = index === 0 ? run.slice(0, 1) : []
    return [...shown.map(({ text }) => text), foldOf(run.slice(shown.length))]
  })
}

/** The frames, cut where the project's own begin and end. */
function runsOf(frames: readonly Frame[]): Frame[][] {
  const runs: Frame[][] = []
  let wasProject: boolean | undefined
  for (const frame of frames) {
    const isProject = frame.kind === 'project'
    if (isProject === wasProject) runs.at(-1)?.push(frame)
    else runs.push([frame])
    wasProject = isProject
  }
  return runs
}

function foldOf(frames: readonly Frame[]): string {
  const names = [...new Set(frames.flatMap((frame) => frame.package ?? []))]
  const rest = names.length > mostNamed ? ` and ${String(names.length - mostNamed)} more` : ''
  const of = names.length === 0 ? '' : ` of ${names.slice(0, mostNamed).join(', ')}${rest}`
  return `… ${String(frames.length)} frames${of}`
}
