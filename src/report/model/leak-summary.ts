import { home } from '../../kept/node'
import { isAbsolute, sep } from '../../kept/path'

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
    frames: leak.frames.map(({ text }) => withoutHome(text.replaceAll(rootDir + sep, ''))),
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
    closed,
  }
}

/** Reports name neither the machine nor its user: a path begins at the root directory, or at the home directory. */
function placed(fact: unknown, rootDir: string): unknown {
  if (typeof fact !== 'string' || !isAbsolute(fact)) return fact
  return fact.startsWith(rootDir + sep) ? posixPath(rootDir, fact) : withoutHome(fact)
}

function withoutHome(text: string): string {
  return home === undefined || home.length <= 1 ? text : text.replaceAll(home + sep, `~${sep}`)
}

function siteOf(frame: Frame | undefined, rootDir: string): LeakSummary['site'] {
  const { file, line, column } = frame ?? {}
  if (file === undefined || line === undefined || column === undefined) return undefined
  return { file: posixPath(rootDir, file), line, column }
}
