import { detailLines, isFailing, type LeakInFile, ownerTitle } from './leaks'
import type { ReportFile } from './model'
import { plainLine } from '../plain-text'

/** What test-report formats know: one case per owner that leaked, one for a file without leaks. */
export interface Case {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped'
  readonly leaks: readonly LeakInFile[]
  /** Milliseconds; 0 when it is not known. */
  readonly duration: number
  /** One line; empty when there is nothing to say. */
  readonly message: string
  /** Several lines. */
  readonly details: string
}

const cleanName = 'leaves nothing open'

export function casesOf(file: ReportFile): Case[] {
  const owners = new Map<string, LeakInFile[]>()
  for (const leak of file.leaks) {
    const title = ownerTitle(leak)
    owners.set(title, [...(owners.get(title) ?? []), { file, leak }])
  }
  const cases = [...owners].map(([name, leaks]) => caseOf(name, leaks))
  if (file.state === 'crashed') return [crashed(file), ...cases]
  return cases.length > 0 ? cases : [clean(file)]
}

function caseOf(name: string, leaks: readonly LeakInFile[]): Case {
  const failing = leaks.filter(({ leak }) => isFailing(leak))
  const told = failing.length > 0 ? failing : leaks
  return {
    name,
    outcome: failing.length > 0 ? 'failed' : 'passed',
    leaks,
    duration: leaks.find(({ leak }) => leak.duration !== undefined)?.leak.duration ?? 0,
    message: told.map(({ leak }) => plainLine(leak.headline)).join('; '),
    details: leaks
      .map((found) => {
        const { status, headline } = found.leak
        return [`[${status}] ${plainLine(headline)}`, ...detailLines(found).map((line) => `  ${line}`)].join(
          '\n',
        )
      })
      .join('\n\n'),
  }
}

function crashed({ problem = '', duration = 0 }: ReportFile): Case {
  const message = plainLine(problem)
  return { name: 'runs to its end', outcome: 'error', leaks: [], duration, message, details: message }
}

function clean({ state, duration = 0 }: ReportFile): Case {
  const outcome = state === 'unguarded' ? 'skipped' : 'passed'
  const message = state === 'unguarded' ? 'ran in an environment without leak detection' : ''
  return { name: cleanName, outcome, leaks: [], duration, message, details: message }
}
