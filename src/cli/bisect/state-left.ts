import { isRecord } from '../../options/validation/value-checks'
import { posixPath } from '../../report/posix-path'
import type { Report, ReportLeak } from '../../report/model/model'
import { isStateType } from '../../options/state-types'
import type { LeakType } from '../../verdict/leak'
import type { Earlier } from './search'

/** What these tests, or the tests of these files, have left changed, by the report of a run: one line each. */
export function stateLeft(report: string | undefined, by: readonly Earlier[], cwd: string): string[] {
  const parsed: unknown = report === undefined ? undefined : JSON.parse(report)
  if (!isRecord(parsed) || !Array.isArray(parsed.files)) return []
  const { files } = parsed as unknown as Report
  return files.flatMap(({ file, leaks }) => {
    const names = by.filter((each) => isSame(posixPath(cwd, each.file), file)).map(({ name }) => name)
    return leaks
      .filter(({ owner, type }) => isStateType(type as LeakType) && isOf(owner.path, names))
      .map(lineOf)
  })
}

/** Paths of reports begin at the repository. */
function isSame(path: string, reported: string): boolean {
  return path === reported || reported.endsWith(`/${path}`)
}

/** A test's, or that of a block around it. */
function isOf(path: readonly string[], names: readonly (string | undefined)[]): boolean {
  const title = path.join(' ')
  return names.some((name) => name === undefined || name === title || name.startsWith(`${title} `))
}

function lineOf({ headline, site }: ReportLeak): string {
  const at = site === undefined ? '' : ` (${site.file}:${String(site.line)})`
  return `${headline.replace(/^(?:.*: )?this \S+(?: \S+)?? left /, '').replace(/: (?:it was|they were) .*$/, '')}${at}`
}
