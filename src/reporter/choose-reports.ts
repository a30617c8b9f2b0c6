import type { FormatName } from '../report/format-names'
import type { GlobalConfig } from './jest-api'
import type { ReporterOptions } from './options'

export interface ChosenReports {
  readonly formats: readonly FormatName[]
  /** Relative to Jest's root directory. */
  readonly output: string
}

/** Beside the coverage, and as easily ignored by git. */
const defaultOutput = 'leak-report'

/**
 * Which reports a run writes. On somebody's own machine nobody asked for files; in CI the one that everything else
 * can be made of is kept, because by the time somebody asks the machine is gone.
 */
export function chooseReports(
  { output, formats }: ReporterOptions,
  { ci }: Pick<GlobalConfig, 'ci'>,
  env: NodeJS.ProcessEnv,
): ChosenReports {
  const onGitHub = env.GITHUB_ACTIONS === 'true'
  const byDefault: FormatName[] = [...(ci === true || output !== undefined ? (['json'] as const) : [])]
  if (onGitHub) byDefault.push('github')
  const chosen = formats ?? byDefault
  return {
    formats: output === false ? chosen.filter((format) => format === 'github') : chosen,
    output: typeof output === 'string' ? output : defaultOutput,
  }
}
