import { sep } from '../../kept/path'

import type { Frame, Leak } from '../../verdict/leak'
import type { LeakSummary } from '../../verdict/leak-summary'
import { headline, helpFor } from '../../wording/message'
import { posixPath } from '../posix-path'

/** Paths become relative to `rootDir`, with forward slashes. */
export function summarise(leak: Leak, rootDir: string, closed: string | undefined): LeakSummary {
  return {
    type: leak.type,
    severity: leak.severity,
    count: leak.count,
    owner: { ...leak.owner, file: posixPath(rootDir, leak.owner.file) },
    site: siteOf(
      leak.frames.find(({ kind }) => kind === 'project'),
      rootDir,
    ),
    frames: leak.frames.map(({ text }) => text.replaceAll(rootDir + sep, '')),
    thirdParty: leak.thirdParty,
    opener: leak.opener,
    through: leak.through,
    helper: leak.helper,
    facts: leak.facts,
    headline: headline(leak),
    fingerprint: leak.fingerprint,
    accepted: leak.accepted,
    help: helpFor(leak),
    closed,
  }
}

function siteOf(frame: Frame | undefined, rootDir: string): LeakSummary['site'] {
  const { file, line, column } = frame ?? {}
  if (file === undefined || line === undefined || column === undefined) return undefined
  return { file: posixPath(rootDir, file), line, column }
}
