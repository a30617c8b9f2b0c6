import { knowledge } from '../../knowledge'
import { calledClientOf } from './called-clients'
import type { Frame, NamedPackage, Observation } from '../leak'
import { callsHook, isPlatform, isRenderer, withoutRenderers } from './renderers'

/**
 * True when project code opened the resource: a frame of the project, and between it and the dependency that did the
 * work neither a module being loaded nor a framework that has called that dependency back. A component that uses a hook
 * has nothing in hand to undo what that does while it is rendered.
 */
function isOwn(trace: readonly Frame[]): boolean {
  let ofPackage = false
  let dependency: Frame | undefined
  for (const [index, frame] of trace.entries()) {
    const { kind, loadsModule, package: name = '' } = frame
    if (kind === 'project') return dependency === undefined || !callsHook(dependency, trace.slice(index))
    if (kind === 'dependency' && dependency !== undefined && isRenderer(name)) return false
    if (kind === 'dependency' && !isPlatform(frame)) {
      ofPackage = true
      if (!isRenderer(name)) dependency = frame
    }
    if (loadsModule && ofPackage) return false
  }
  return false
}

/** Where a resource was opened, and what else is known of that. */
export type Stacks = Pick<Observation, 'traces' | 'beginnings' | 'origins'>

export interface ChosenTrace {
  readonly trace: readonly Frame[]
  /** It leads to the project. */
  readonly own: boolean
  /** Where nobody can tell which object of a package opened it: where each of them was made, `trace` among them. */
  readonly likely?: readonly (readonly Frame[])[]
}

/**
 * The stack to show: the first one that leads to the project, else where the project called the package, else
 * the first with any package in it. What led to it by way of other packages comes after such a call: a request
 * of a test may make its server open a connection.
 */
export function chooseTrace(stacks: Stacks): ChosenTrace {
  const { traces, beginnings = [] } = stacks
  const owns = traces.filter(isOwn)
  const opened = owns.find((trace) => !isElsewhere(trace, stacks))
  if (opened !== undefined) return { trace: opened, own: true }
  const foreign = traces.find((trace) => trace.some((frame) => frame.kind === 'dependency'))
  const likely = foreign === undefined ? [] : likelyBeginnings(foreign, beginnings)
  const losesCaller = foreign !== undefined && calledClientOf(packageNames(foreign)) !== undefined
  // A client that is known to lose its caller's line has another instead: that of whatever received the request.
  const found = likely.at(-1) ?? (losesCaller ? undefined : owns[0])
  if (found === undefined) return { trace: foreign ?? traces[0] ?? [], own: false }
  return { trace: found, own: true, ...(likely.length > 1 && { likely }) }
}

/** True for the stack of what led to a resource, when the packages that opened it are not in it. */
function isElsewhere(trace: readonly Frame[], { traces, origins = [] }: Stacks): boolean {
  if (!origins.includes(trace)) return false
  const openers = traces.slice(0, traces.indexOf(trace)).flatMap(packageNames)
  const between = packageNames(trace)
  return openers.length > 0 && !between.some((name) => openers.includes(name))
}

/** Those that have the most packages in common with the stack, and of these the most files: a class has one of its own. */
function likelyBeginnings(
  foreign: readonly Frame[],
  beginnings: readonly (readonly Frame[])[],
): readonly (readonly Frame[])[] {
  const own = beginnings.filter(isOwn)
  let likely = mostInCommon(own, foreign, 'package')
  // An object in between was made for another package, which the project has called: whoever is closest to it.
  const [link = []] = likely.length > 0 ? [] : mostInCommon(beginnings, foreign, 'package')
  for (const frame of dependenciesOf(link)) {
    if (likely.length === 0) likely = mostInCommon(own, [frame], 'package')
  }
  const likelier = mostInCommon(likely, foreign, 'file')
  return likelier.length > 0 ? likelier : likely
}

/** None, if none has anything in common. */
function mostInCommon(
  traces: readonly (readonly Frame[])[],
  foreign: readonly Frame[],
  what: 'package' | 'file',
): readonly (readonly Frame[])[] {
  const wanted = new Set(foreign.flatMap((frame) => frame[what] ?? []))
  const inCommon = traces.map((trace) => {
    const found = new Set(dependenciesOf(trace).flatMap((frame) => frame[what] ?? []))
    return [...found].filter((each) => wanted.has(each)).length
  })
  const most = Math.max(...inCommon)
  return most > 0 ? traces.filter((_, index) => inCommon[index] === most) : []
}

/**
 * The packages between the resource and the project's code: those of the stack that is shown, else of the
 * closest one before it. What triggered a timer may have been opened by the project itself, or by others.
 */
export function packagesBetween(stacks: Stacks, shown: readonly Frame[]): Frame[] {
  const { traces } = stacks
  const index = traces.indexOf(shown)
  const end = isElsewhere(shown, stacks) ? index : index + 1
  const upToShown = index === -1 ? [shown] : traces.slice(0, end).toReversed()
  return upToShown.map(dependenciesOf).find((frames) => frames.length > 0) ?? []
}

/** Every frame of a package in the stacks before and in the one that is shown, innermost first. */
export function packagesBehind(traces: readonly (readonly Frame[])[], shown: readonly Frame[]): Frame[] {
  const index = traces.indexOf(shown)
  return [...traces.slice(0, index === -1 ? undefined : index), shown].flatMap(dependenciesOf)
}

/** The frames of packages between the resource and the project's code, or the module that loads them. */
function dependenciesOf(trace: readonly Frame[]): Frame[] {
  const first = trace.findIndex(({ kind }) => kind === 'dependency')
  const end = trace.findIndex(
    ({ kind, loadsModule }, index) => kind === 'project' || (loadsModule && index > first),
  )
  return withoutRenderers(
    trace.slice(0, end === -1 ? undefined : end).filter(({ kind }) => kind === 'dependency'),
  )
}

function packageNames(trace: readonly Frame[]): string[] {
  return dependenciesOf(trace).flatMap((frame) => frame.package ?? [])
}

/** Looks up the version of a package by one of its files. */
export type VersionOf = (file: string, name: string) => string | undefined

/** The frames of packages that did something of their own accord. */
export function withoutPlatforms(frames: readonly Frame[]): Frame[] {
  return frames.filter((frame) => frame.package !== undefined && !isPlatform(frame))
}

/** The package whose code opened it: that of the innermost frame. */
export function openerOf(frames: readonly Frame[], versionOf: VersionOf): NamedPackage | undefined {
  return named(
    frames.find(({ package: name }) => name !== undefined),
    versionOf,
  )
}

/** The package that the project called: that of the outermost frame. */
export function calledOf(frames: readonly Frame[], versionOf: VersionOf): NamedPackage | undefined {
  return named(
    frames.findLast(({ package: name }) => name !== undefined),
    versionOf,
  )
}

/** The package whose object the project holds: the outermost that has a call to end it, else the outermost. */
export function helperOf(frames: readonly Frame[], versionOf: VersionOf): NamedPackage | undefined {
  const known = frames.findLast(
    ({ package: name }) => name !== undefined && knowledge.get(name)?.close !== undefined,
  )
  return known === undefined ? calledOf(frames, versionOf) : named(known, versionOf)
}

function named(frame: Frame | undefined, versionOf: VersionOf): NamedPackage | undefined {
  const { file, package: name } = frame ?? {}
  return name === undefined || file === undefined ? undefined : { name, version: versionOf(file, name) }
}
