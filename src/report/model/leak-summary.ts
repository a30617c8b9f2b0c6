import { isAbsolute, sep } from '../../kept/path'

import type { TraceMode } from '../../options/options'
import type { Frame, Leak } from '../../verdict/leak'
import type { LeakSummary } from '../../verdict/leak-summary'
import { frameLines } from '../../wording/frame-lines'
import { factLines, headline, helpFor, type MessageContext } from '../../wording/message'
import { posixPath } from '../posix-path'
import { withoutHome } from '../without-home'

/** How it came to its end, and what is shown of its trace. */
export interface SummaryContext extends MessageContext {
  readonly trace: TraceMode
}

/** Paths become relative to `rootDir`, with forward slashes. */
export function summarise(
  leak: Leak,
  rootDir: string,
  { trace, ...context }: SummaryContext = { outcome: 'passed', closed: undefined, trace: 'site' },
): LeakSummary {
  return {
    type: leak.type,
    severity: leak.severity,
    count: leak.count,
    owner: { ...leak.owner, file: posixPath(rootDir, leak.owner.file) },
    site: siteOf(
      leak.frames.find(({ kind }) => kind === 'project'),
      rootDir,
    ),
    frames: frameLines(leak.frames, trace).map((text) => withoutHome(text.replaceAll(rootDir + sep, ''))),
    thirdParty: leak.thirdParty,
    opener: leak.opener,
    through: leak.through,
    helper: leak.helper,
    facts: Object.fromEntries(
      Object.entries(leak.facts).map(([name, fact]) => [name, placed(fact, rootDir)]),
    ),
    headline: headline(leak),
    fingerprint: leak.fingerprint,
    accepted: leak.accepted,
    help: helpFor(leak),
    details: factLines(leak, context).map((text) => withoutHome(text.replaceAll(rootDir + sep, ''))),
    closed: context.closed,
  }
}

/** Reports name neither the machine nor its user: a path begins at the root directory, or at the home directory. */
function placed(fact: unknown, rootDir: string): unknown {
  if (typeof fact !== 'string' || !isAbsolute(fact)) return fact
  return fact.startsWith(rootDir + sep) ? posixPath(rootDir, fact) : withoutHome(fact)
}

function siteOf(frame: Frame | undefined, rootDir: string): LeakSummary['site'] {
  const { file, line, column } = frame ?? {}
  if (file === undefined || line === undefined || column === undefined) return undefined
  return { file: posixPath(rootDir, file), line, column }
}
