import type { FileRecord } from '../verdict/record'
import type { ServerFigures, ServerName, ServerProof } from '../verdict/databases/server-proof'
import { capped } from './listed'

interface FileFigures {
  readonly file: string
  readonly figures: ServerFigures
}

/** Files that are named; the rest is counted. */
const mostFiles = 3

/** What the database servers say about the run: one line each, and one for each file that left connections. */
export function serverLines(records: readonly FileRecord[]): string[] {
  const proofs = records.flatMap(({ file, servers = [] }) => servers.map((proof) => ({ file, proof })))
  const names = [...new Set(proofs.map(({ proof }) => proof.server))]
  return names.flatMap((name) =>
    linesOf(
      name,
      proofs.filter(({ proof }) => proof.server === name),
    ),
  )
}

function linesOf(
  name: ServerName,
  proofs: readonly { readonly file: string; readonly proof: ServerProof }[],
): string[] {
  const problems = [...new Set(proofs.flatMap(({ proof }) => proof.problem ?? []))]
  const counted = proofs.flatMap(({ file, proof: { figures } }) =>
    figures === undefined ? [] : [{ file, figures }],
  )
  const label = `${name}:`.padEnd(13)
  return [
    ...(counted.length === 0 ? [] : [label + runLine(counted.map(({ figures }) => figures))]),
    ...capped(mostLeaking(counted).flatMap(fileLine), mostFiles, 'file').map((line) => ' '.repeat(13) + line),
    ...problems.map((problem) => `${label}connections were not counted: ${problem}`),
  ]
}

function mostLeaking(files: readonly FileFigures[]): FileFigures[] {
  return [...files].sort((a, b) => b.figures.leaked - a.figures.leaked || (a.file < b.file ? -1 : 1))
}

/** `9 connections before, 12 at most, 9 after; headroom 85 of 97` */
function runLine(figures: readonly ServerFigures[]): string {
  const first = figures.reduce((a, b) => (b.time[0] < a.time[0] ? b : a))
  const last = figures.reduce((a, b) => (b.time[1] > a.time[1] ? b : a))
  const peak = Math.max(...figures.map(({ all }) => all.peak))
  const tightest = figures.reduce((a, b) => (b.headroom < a.headroom ? b : a))
  return (
    `${counted(first.all.before, 'connection')} before, ${String(peak)} at most, ${String(last.all.after)} after; ` +
    `headroom ${String(tightest.headroom)} of ${String(tightest.limit)}`
  )
}

/** `orders.test.js: initial 9, after 10: 1 leaked (1 idle in transaction); 9 once closed` */
function fileLine({ file, figures }: FileFigures): string[] {
  const { worker, leaked, closed, left, idleInTransaction } = figures
  if (leaked === 0) return []
  const idle = idleInTransaction === 0 ? '' : ` (${String(idleInTransaction)} idle in transaction)`
  const end = closed === 0 ? '' : `; ${String(worker.after)} once closed`
  return [
    `${file}: initial ${String(worker.before)}, after ${String(left)}: ${String(leaked)} leaked${idle}${end}`,
  ]
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
