import type { LeakStatus, Report, ReportFile, ReportLeak, ReportPackage } from './model'
import { plainLine } from '../plain-text'
import { compareText } from './order'

/** A leak with the file of its owner. */
export interface LeakInFile {
  readonly file: ReportFile
  readonly leak: ReportLeak
}

const rank: Readonly<Record<LeakStatus, number>> = {
  new: 0,
  late: 1,
  warned: 2,
  known: 3,
  allowed: 4,
  'closed-late': 5,
}

/** Every leak, the ones that matter most first; within one status in the order of the report. */
export function allLeaks({ files }: Pick<Report, 'files'>): LeakInFile[] {
  return files
    .flatMap((file) => file.leaks.map((leak) => ({ file, leak })))
    .sort((a, b) => rank[a.leak.status] - rank[b.leak.status])
}

/** Does this leak make the run fail? */
export function isFailing({ status, severity }: Pick<ReportLeak, 'status' | 'severity'>): boolean {
  return status === 'new' || (status === 'late' && severity !== 'warn')
}

/** `orders › refund › rolls back`, or what the owner is when it has no titles; one line. */
export function ownerTitle({ owner }: ReportLeak): string {
  const path = owner.path.filter((title) => title !== '').map(plainLine)
  if (path.length > 0) return path.join(' › ')
  return owner.kind === 'file' ? 'the file itself' : `a ${owner.kind} without a title`
}

/** `a.test.js`, with its project when it has one; one line. */
export function fileTitle({ file, project }: Pick<ReportFile, 'file' | 'project'>): string {
  return plainLine(project === undefined ? file : `${file} (${project})`)
}

/** `src/poll.js:3`, or the package or test file when no line of the project opened it; one line. */
export function placeOf({ file, leak }: LeakInFile): string {
  // Its line is where the package was loaded, another one in each test file.
  if (leak.thirdParty && leak.opener !== undefined) return plainLine(titleOfPackage(leak.opener))
  if (leak.site !== undefined) return plainLine(`${leak.site.file}:${String(leak.site.line)}`)
  if (leak.opener !== undefined) return plainLine(titleOfPackage(leak.opener))
  return fileTitle(file)
}

/** What is said of a leak below its headline: plain text, one fact per line. */
export function detailLines({ leak }: LeakInFile): string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['opened by', leak.opener && titleOfPackage(leak.opener)],
    [
      'via',
      leak.through?.name === leak.opener?.name ? undefined : leak.through && titleOfPackage(leak.through),
    ],
    ['help', leak.help],
    ['closed', leak.closed],
    ['allowed', leak.reason],
  ]
  return [
    ...(leak.details ?? []).map(plainLine),
    ...rows.flatMap(([label, text]) => (text === undefined ? [] : [plainLine(`${label}: ${text}`)])),
    ...leak.frames.map(plainLine),
  ]
}

/** `ioredis 5.7.0`. */
export function titleOfPackage({ name, version }: ReportPackage): string {
  return version === undefined ? name : `${name} ${version}`
}

/** All leaks that have one cause, wherever they occurred. */
export interface Cause {
  readonly first: LeakInFile
  readonly occurrences: readonly LeakInFile[]
  /** Resources, not occurrences. */
  readonly count: number
}

/** The most pressing first; then those that leak most, then by their place. */
export function causesOf(report: Pick<Report, 'files'>): Cause[] {
  const groups = new Map<string, LeakInFile[]>()
  for (const found of allLeaks(report)) {
    const key = causeKey(found)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [found])
    else group.push(found)
  }
  const causes = [...groups.values()].flatMap((occurrences) => {
    const [first] = occurrences
    if (first === undefined) return []
    const count = occurrences.reduce((sum, { leak }) => sum + leak.count, 0)
    return [{ first, occurrences, count }]
  })
  return causes.sort(
    (a, b) =>
      rank[a.first.leak.status] - rank[b.first.leak.status] ||
      b.count - a.count ||
      compareText(placeOf(a.first), placeOf(b.first)),
  )
}

/** One line opens it for many owners; it may be allowed for one of them and new for another. */
function causeKey(found: LeakInFile): string {
  const { leak, file } = found
  const isPlaced = leak.site !== undefined || leak.opener !== undefined
  const place = singletonOf(leak) ?? (isPlaced ? [placeOf(found)] : [file.file, leak.headline])
  return JSON.stringify([leak.status, leak.type, leak.thirdParty, ...place])
}

/** A class is one cause, whichever line made its instance. */
function singletonOf({ type, facts }: ReportLeak): unknown[] | undefined {
  return /(?:^|-)singleton$/.test(type) && typeof facts.name === 'string'
    ? [facts.module, facts.name]
    : undefined
}

/** `a.test.js › polls and 59 more`: whose they are. */
export function ownersOf({ occurrences }: Cause): string {
  const titles = [...new Set(occurrences.map(({ file, leak }) => `${fileTitle(file)} › ${ownerTitle(leak)}`))]
  const [first = ''] = titles
  return titles.length === 1 ? first : `${first} and ${String(titles.length - 1)} more`
}
