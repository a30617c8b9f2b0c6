import type { ResolvedOptions } from '../../options/options'
import { readFile } from '../../loading/read-file'
import { packageVersion } from '../../resources/trace/frames'
import { sourceLineReader } from '../../resources/trace/source-line'
import { posixPath } from '../../report/posix-path'
import type { Rules } from '../../verdict/judge'
import { severityOf } from '../../wording/severity'
import { wordingOf } from '../../wording/types'

/** What judging needs to know and cannot: the options, the sources, the packages, and what lives on. */
export function fileRules(
  options: ResolvedOptions,
  rootDir: string,
  { loadedMethods, processWide }: Pick<Rules, 'loadedMethods' | 'processWide'>,
): Rules {
  const { thirdParty, trace } = options
  return {
    severityOf: (type) => severityOf(type, options),
    thirdParty,
    trace,
    packagesOf: (type) => wordingOf(type).packages ?? [],
    packageVersion,
    processWide,
    loadedMethods,
    relativePath: (file) => posixPath(rootDir, file),
    sourceText: (file) => readFile(file)?.toString(),
    sourceLine: sourceLineReader(),
  }
}
