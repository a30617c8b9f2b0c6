import { allLeaks, fileTitle, type LeakInFile, ownerTitle } from '../model/leaks'
import type { LeakStatus, Report } from '../model/model'
import { plainLine } from '../plain-text'

const severities: Readonly<Partial<Record<LeakStatus, string>>> = {
  new: 'major',
  late: 'major',
  warned: 'minor',
  known: 'info',
}

/** GitLab's code quality report: what the merge request widget compares with the target branch. */
export function gitlab(report: Report): string {
  const seen = new Map<string, number>()
  const entries = allLeaks(report).flatMap((found) => {
    const severity = severities[found.leak.status]
    return severity === undefined ? [] : [entryOf(found, severity, seen)]
  })
  return `${JSON.stringify(entries, null, 1)}\n`
}

function entryOf({ file, leak }: LeakInFile, severity: string, seen: Map<string, number>): object {
  const occurrence = (seen.get(leak.fingerprint) ?? 0) + 1
  seen.set(leak.fingerprint, occurrence)
  return {
    description: plainLine(`${fileTitle(file)} › ${ownerTitle(leak)}: ${leak.headline}`),
    check_name: leak.type,
    // GitLab shows one entry per fingerprint.
    fingerprint: occurrence === 1 ? leak.fingerprint : `${leak.fingerprint}#${String(occurrence)}`,
    severity,
    location: { path: leak.site?.file ?? file.file, lines: { begin: leak.site?.line ?? 1 } },
  }
}
