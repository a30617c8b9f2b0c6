import { sep } from 'node:path'

import type { TraceMode } from '../../options/options'
import type { Frame, Leak } from '../../verdict/leak'
import type { LeakSummary } from '../../verdict/leak-summary'
import { frameLines } from '../../wording/frame-lines'
import { factLines, headline, helpFor, type MessageContext } from '../../wording/message'
import { posixPath } from '../posix-path'

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
    frames: frameLines(leak.frames, trace).map((text) => text.replaceAll(rootDir + sep, '')),
    thirdParty: leak.thirdParty,
    opener: leak.opener,
    through: leak.through,
    helper: leak.helper,
    facts: leak.facts,
    headline: headline(leak),
    fingerprint: leak.fingerprint,
    accepted: leak.accepted,
    help: helpFor(leak),
    details: factLines(leak, context),
    closed: context.closed,
  }
}

function siteOf(frame: Frame | undefined, rootDir: string): LeakSummary['site'] {
  const { file, line, column } = frame ?? {}
  if (file === undefined || line === undefined || column === undefined) return undefined
  return { file: posixPath(rootDir, file), line, column }
}
