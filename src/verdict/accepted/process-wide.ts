import type { ProcessWideRule } from '../../options/process-wide-rule'
import { isInRange } from '../../options/version-range'
import { functionOf } from './fingerprint'
import type { Acceptance, Frame, Observation } from '../leak'
import { chooseTrace, packagesBehind } from '../stacks/third-party'

/** Where rules come from: asked only when a package has opened something. */
export interface RuleSource {
  /** The rules about the package that a frame is of. */
  readonly rulesFor: (frame: Frame) => readonly ProcessWideRule[]
  readonly packageVersion: (file: string, name: string) => string | undefined
}

/** Why a resource is meant to live as long as the process; undefined: it is not, as far as anybody knows. */
export function processWideReason(observation: Observation, source: RuleSource): Acceptance | undefined {
  const { trace } = chooseTrace(observation)
  const topLevel = isOfModule(observation, trace)
  for (const frame of packagesBehind(observation.traces, trace)) {
    const rule = source
      .rulesFor(frame)
      .find((one) => (one.topLevel !== true || topLevel) && matches(one, observation.type, frame, source))
    if (rule === undefined) continue
    const { link, reason } = rule
    const where = `rules about ${rule.package}`
    return { by: 'rule', reason: link === undefined ? reason : `${reason} (${link})`, where }
  }
  return undefined
}

function matches(rule: ProcessWideRule, type: string, frame: Frame, { packageVersion }: RuleSource): boolean {
  if (rule.type !== type || rule.package !== frame.package || frame.file === undefined) return false
  if (rule.function !== undefined && rule.function !== functionOf(frame)) return false
  if (rule.versions === undefined) return true
  const version = packageVersion(frame.file, rule.package)
  return version !== undefined && isInRange(version, rule.versions)
}

/** Opened while a module was loaded: what a module holds on to, no test can close. */
function isOfModule({ attributed, owner }: Observation, trace: readonly Frame[]): boolean {
  return (attributed && owner.kind === 'file') || trace.some(({ loadsModule }) => loadsModule)
}
