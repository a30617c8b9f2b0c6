import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'

import { plainLine } from '../../report/plain-text'
import { posixPath } from '../../report/posix-path'
import { openDocument, type ReportDocument } from '../../report/read/document'
import { ReportError } from '../../report/read/report-error'
import { repositoryOf } from '../../report/repository'
import type { Repository } from '../../report/merge/rejudge'
import { repositoryIn } from '../../report/merge/repository-in'
import { UsageError } from '../../terminal/usage-error'
import { isDirectory } from './paths'

/** Where the reporter writes when it is not told otherwise. */
const defaultPlace = 'leak-report'

/** Names that the reporter gives to its JSON reports; not those of the other formats that are JSON. */
const reportName = /^leaks(?:-\d+-of-\d+)?\.json$/

/**
 * The reports that a command was given, each once: files, and those in directories and below. Without any, those in
 * `leak-report`. As the user would call them, in order.
 */
export function findReports(given: readonly string[], cwd: string): string[] {
  const found = (given.length === 0 ? [defaultPlace] : given).flatMap((name) => {
    if (name === '-' || !isDirectory(resolve(cwd, name))) return [name]
    const inside = readdirSync(resolve(cwd, name), { recursive: true, encoding: 'utf8' })
      .filter((path) => reportName.test(path.split(/[\\/]/).at(-1) ?? ''))
      .map((path) => posixPath(cwd, resolve(cwd, name, path)))
    if (inside.length > 0) return inside
    throw new ReportError(
      'incomplete',
      `no report in \`${plainLine(name)}\`: expected leaks.json or leaks-1-of-2.json`,
    )
  })
  return [...new Map(found.map((name) => [resolve(cwd, name), name])).values()].sort()
}

/** Opens reports, runs `use` and closes them, whatever happens. */
export async function withDocuments<T>(
  names: readonly string[],
  cwd: string,
  use: (documents: readonly ReportDocument[]) => T | Promise<T>,
): Promise<T> {
  const documents: ReportDocument[] = []
  try {
    for (const name of names)
      documents.push(openDocument(name === '-' ? name : resolve(cwd, name), plainLine(name)))
    return await use(documents)
  } finally {
    for (const document of documents) document.close()
  }
}

/** The repository around a directory, for what is judged again. */
export function repositoryAt(cwd: string): Repository {
  return repositoryIn(repositoryOf(cwd, process.env, cwd), (file, problem) => {
    throw new UsageError(`the baseline \`${posixPath(cwd, file)}\` cannot be used: ${problem}`)
  })
}
