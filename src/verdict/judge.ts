import type { TraceMode } from '../options/options'
import type { Severity } from '../options/severity'
import type { Acceptance, Frame, Leak, LeakType, Observation } from './leak'
import { calledClientOf } from './stacks/called-clients'
import { knowledge } from '../knowledge'
import {
  endMethodIn,
  endOfFunction,
  isMethodCall,
  loadedEndMethod,
  objectNameIn,
  withoutMade,
} from './stacks/end-call'
import { harmlessBecause } from './stacks/known-harmless'
import { fingerprintOf, type Site } from './accepted/fingerprint'
import { mergeByPackage } from './merge'
import { lifecycleOf } from './stacks/lifecycles'
import { effectOf } from './stacks/renderers'
import { SameSite } from './same-site'
import { projectLine } from './stacks/project-line'
import {
  calledOf,
  chooseTrace,
  helperOf,
  openerOf,
  packagesBehind,
  packagesBetween,
  type VersionOf,
  withoutPlatforms,
} from './stacks/third-party'

export interface Rules {
  /** Severity of a type once the options are applied. */
  readonly severityOf: (type: LeakType) => Severity
  readonly thirdParty: Severity
  readonly trace: TraceMode
  /** The packages of the library that a type belongs to; none for types of Node itself. */
  readonly packagesOf: (type: LeakType) => readonly string[]
  readonly packageVersion: VersionOf
  /** Why it is meant to live as long as the process; undefined: it is not. */
  readonly processWide: (observation: Observation) => Acceptance | undefined
  /** Relative to the root directory, with forward slashes. */
  readonly relativePath: (file: string) => string
  /** A source file, when it can be read. */
  readonly sourceText: (file: string) => string | undefined
  /** The methods of a class that a loaded file exports; without a name, the functions that it exports. */
  readonly loadedMethods: (file: string, name: string | undefined) => readonly string[]
  /** A line of a source file, when it can be read. */
  readonly sourceLine: (file: string, line: number) => string | undefined
}

const rank: Record<Severity, number> = { off: 0, warn: 1, fail: 2 }

/**
 * Decides which open resources are leaks, and merges those of one owner, type and site, or cause, into one with a count. What may
 * still be over by itself is none yet.
 */
export function judge(observations: readonly Observation[], rules: Rules): Leak[] {
  const sites = new Map<string, SameSite>()
  const causes = new Map<unknown, string>()
  for (const observation of observations) {
    const leak = judgeOne(observation, rules)
    if (leak === undefined) continue
    const { cause = leak } = observation
    const site = causes.get(cause) ?? leak.site
    causes.set(cause, site)
    const key = [leak.ownerId, leak.type, leak.finite, site, leak.accepted?.reason].join('\n')
    const known = sites.get(key)
    if (known === undefined) sites.set(key, new SameSite(leak))
    else known.add(leak, observation)
  }
  const isKept = ({ accepted }: Leak): boolean => accepted !== undefined
  const all = [...sites.values()].map(({ leak }) => leak)
  // What lives on is no part of what is closed, whoever called the package.
  const merged = mergeByPackage(
    all.filter((leak) => !isKept(leak)),
    rules.packagesOf,
  )
  // Nothing fails before it has had the chance to be over, and its parts go with it.
  return [...merged, ...all.filter(isKept)].filter(({ finite }) => finite !== true)
}

function judgeOne(observation: Observation, rules: Rules): Leak | undefined {
  const { trace, own, likely } = chooseTrace(observation)
  // Jest's own timers and sockets live in the same process: no owner, no line of the project.
  if (!own && !observation.attributed) return undefined
  const dependencies = withoutPlatforms(packagesBetween(observation, trace))
  const packages = dependencies.flatMap((frame) => frame.package ?? [])
  const behind = packagesBehind(observation.traces, trace)
  const opener = openerOf(withoutPlatforms(behind), rules.packageVersion)
  const ofType = rules.severityOf(observation.type)
  const isForeign = !own && !(observation.attributed && calledClientOf(packages) !== undefined)
  const severity = isForeign && rank[rules.thirdParty] < rank[ofType] ? rules.thirdParty : ofType
  if (severity === 'off') return undefined
  const { type, owner, ownerId, state, facts, finite, hook } = observation
  if (harmlessBecause(type, behind) !== undefined) return undefined
  const chain = shownFrames(trace, 'site')
  return {
    type,
    severity,
    owner,
    ownerId,
    count: 1,
    site: siteKey(observation),
    hook,
    state,
    finite,
    facts: trace === observation.made ? { ...facts, made: true } : facts,
    frames: shownFrames(trace, rules.trace),
    chain,
    fingerprint: fingerprintOf({
      type,
      owner: { ...owner, file: rules.relativePath(owner.file) },
      site: own ? siteOf(chain, rules) : undefined,
      package: opener?.name,
    }),
    thirdParty: !own,
    opener,
    through: calledOf(dependencies, rules.packageVersion),
    helper: helperOf(dependencies, rules.packageVersion),
    effect: effectOf(trace) ?? lifecycleOf(trace),
    endCall: own ? endCallOf(dependencies, chain, rules) : undefined,
    likelyLines: likely?.flatMap((each) => projectLine(each) ?? []),
    packages,
    members: [observation.id],
    accepted: rules.processWide(observation),
  }
}

/** `client.dispose()`: of a package that nothing else is known of, whose object the project has made or called. */
function endCallOf(
  dependencies: readonly Frame[],
  chain: readonly Frame[],
  rules: Rules,
): string | undefined {
  const called = dependencies.at(-1)
  const site = lineIn(chain)
  if (called?.package === undefined || called.file === undefined) return undefined
  if (site?.file === undefined || site.line === undefined || site.column === undefined) return undefined
  const fn = called.text.replace(/^at (?:async )?/, '')
  const line = rules.sourceLine(site.file, site.line) ?? ''
  const known = knowledge.get(called.package)
  if (known !== undefined)
    return known.closeByFrame?.find(([text]) => dependencies.some((frame) => text.test(frame.text)))?.[1]
  const { file } = called
  const source = rules.sourceText(file) ?? ''
  const end = endOfFunction(source, fn, line, site.column)
  if (end !== undefined) return end
  const object = objectNameIn(line, site.column, fn)
  if (object === undefined) return undefined
  const isCalledOn = isMethodCall(line, site.column, object)
  const method =
    loadedEndMethod(fn, isCalledOn, (name) => rules.loadedMethods(file, name)) ??
    endMethodIn(isCalledOn ? withoutMade(source, fn) : source, fn)
  if (method === undefined) return undefined
  return method.startsWith('[') ? `await ${object}${method}()` : `await ${object}.${method}()`
}

function siteOf(chain: readonly Frame[], { relativePath, sourceLine }: Rules): Site | undefined {
  const frame = lineIn(chain)
  if (frame?.file === undefined || frame.line === undefined) return undefined
  return { file: relativePath(frame.file), source: sourceLine(frame.file, frame.line), frame }
}

function lineIn(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ kind }) => kind === 'project')
}

function shownFrames(trace: readonly Frame[], mode: TraceMode): readonly Frame[] {
  if (mode === 'none') return []
  if (mode === 'stack') return trace.filter(({ kind }) => kind !== 'own')
  // What an observed call has called has a file, but no line.
  return trace.filter(({ kind, line }) => kind === 'project' || (kind === 'dependency' && line !== undefined))
}

/** Equal for resources that one line opened; without a line, for those that are the same thing. */
function siteKey(observation: Observation): string {
  // Jest's and Node's frames below the project's differ from test to test.
  const frames = shownFrames(chooseTrace(observation).trace, 'site')
  const line = lineIn(frames)
  // A helper that makes one with every call is one mistake, whoever calls it.
  if (observation.reuse !== undefined && line !== undefined) return `${line.text}\n${observation.reuse}`
  if (frames.length === 0) return JSON.stringify(observation.facts)
  // A package may open several in one call, each in a place of its own.
  const called = line === undefined ? frames : frames.slice(frames.indexOf(line))
  return called.map(({ text }) => text).join('\n')
}
