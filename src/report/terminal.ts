import { allLeaks, isFailing, type LeakInFile, placeOf } from './model/leaks'
import type { Report, ReportLeak } from './model/model'
import { plainLine } from './plain-text'

const named = 5

/** Where most leaks come from: the lines and the packages. */
export function topRows(whole: Report): string[] {
  const report = seenFromRoot(whole)
  return [
    ...topRow('Top lines', report, ({ leak }) => leak.site !== undefined, placeOf),
    ...topRow(
      'Packages',
      report,
      ({ leak }) => packageOf(leak) !== undefined,
      ({ leak }) => packageOf(leak) ?? '',
    ),
  ]
}

/** The package whose object nobody shut down: a driver below it did its job. */
function packageOf({ helper, opener, thirdParty }: ReportLeak): string | undefined {
  return helper?.name ?? (thirdParty ? opener?.name : undefined)
}

/** Jest prints paths below its root directory, not below the repository. */
function seenFromRoot(report: Report): Report {
  const prefix = report.runs.length === 1 ? `${report.runs[0]?.directory ?? ''}/` : '/'
  if (prefix === '/') return report
  const short = (path: string): string => (path.startsWith(prefix) ? path.slice(prefix.length) : path)
  const files = report.files.map((file) => ({
    ...file,
    file: short(file.file),
    leaks: file.leaks.map((leak) =>
      leak.site === undefined ? leak : { ...leak, site: { ...leak.site, file: short(leak.site.file) } },
    ),
  }))
  return { ...report, files }
}

/** `Fixed:       2 entries of the baseline are not needed any more: jest-leakguard baseline prune`. */
export function fixedRow({ fixed = [] }: Pick<Report, 'fixed'>): string[] {
  if (fixed.length === 0) return []
  const entries =
    fixed.length === 1 ? '1 entry of the baseline is' : `${String(fixed.length)} entries of the baseline are`
  return [row('Fixed', `${entries} not needed any more: \`jest-leakguard baseline prune\``)]
}

/** `Report:      leak-report/leaks.html`. */
export function reportRow(files: readonly string[]): string[] {
  return files.length === 0 ? [] : [row('Report', files.join(', '))]
}

/** Where most leaks come from; left out when the list would say what Jest has said already. */
function topRow(
  label: string,
  report: Report,
  applies: (found: LeakInFile) => boolean,
  nameOf: (found: LeakInFile) => string,
): string[] {
  const failing = allLeaks(report).filter(({ leak }) => isFailing(leak))
  const counts = new Map<string, number>()
  for (const found of failing.filter(applies)) {
    const name = nameOf(found)
    counts.set(name, (counts.get(name) ?? 0) + found.leak.count)
  }
  if (failing.length < 3 || counts.size === 0 || ![...counts.values()].some((count) => count > 1)) return []
  // Names in order where counts are equal: the files of parallel workers end in any order.
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const texts = ranked.map(([name, count]) => `${plainLine(name)} (${String(count)})`)
  return [row(label, cut(texts, named).join(', '))]
}

function cut(texts: readonly string[], most: number): string[] {
  const rest = texts.length - most
  return rest <= 0 ? [...texts] : [...texts.slice(0, most), `and ${String(rest)} more`]
}

function row(label: string, text: string): string {
  return `${`${label}:`.padEnd(12)} ${text}`
}
