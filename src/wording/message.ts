import type { Framework, Leak, LeakType, NamedPackage, Owner, OwnerKind } from '../verdict/leak'
import { text, type CleanupHook } from './type-wording'
import { closeCallOf, insteadOf, isKnown, releaseCallOf, rollbackCallOf } from './knowledge'
import { wordingOf } from './types'

/** How the owner's own run went: a leak may follow from a failure. */
export type Outcome = 'passed' | 'failed' | 'timed out'

export interface MessageContext {
  readonly outcome: Outcome
  /** What was done to the resource after the verdict: "cleared", "closed"; undefined: left alone. */
  readonly closed: string | undefined
  /** Opened in `beforeEach` for so many tests, of which only the last one's was closed. */
  readonly closedOnceFor?: number | undefined
}

const ownerPhrases: Record<OwnerKind, string> = {
  test: 'this test',
  describe: 'this describe block',
  file: 'this file',
}

const notes: Record<Outcome, string | undefined> = {
  passed: undefined,
  failed: 'the test failed before, so its own clean-up may not have run',
  'timed out': 'the test timed out before, so its own clean-up may not have run',
}

/** `this test leaked a timer: it was started here and never cleared`. */
export function headline(leak: Leak): string {
  const { count, facts, frames, opener, owner, thirdParty, type } = leak
  const wording = wordingOf(type)
  const what = count === 1 ? wording.one(facts) : `${String(count)} ${wording.many(facts)}`
  const verb = count === 1 && !(Number(facts.added) > 1) ? 'it was' : 'they were'
  const by = thirdParty && opener !== undefined ? ` by ${nameOf(opener)}` : ''
  const here = frames.length === 0 ? '' : ' here'
  const never = count === 1 ? wording.neverClosed(facts) : wording.neverClosed(facts).replace(/^is /, 'are ')
  const sentence = `${ownerPhrases[owner.kind]} ${wording.verb ?? 'leaked'} ${what}: ${verb} ${wording.opened(facts)}${by}${here} and ${never}`
  // A file's failure has no test name above it, so the describe block's path leads.
  const path = owner.kind === 'describe' ? owner.path.filter((title) => title !== '') : []
  return path.length === 0 ? sentence : `${path.join(' › ')}: ${sentence}`
}

/** The whole message: headline, blank line, aligned facts. Six lines at most before the code frame. */
export function message(leak: Leak, context: MessageContext): string {
  const rows: (readonly [string, string | undefined])[] = [
    ...factRows(leak, context),
    ['via', viaOf(leak)],
    ['help', helpFor(leak)],
    ['allow', leak.notAllowed],
    ['closed', context.closed],
  ]
  const lines = rows.flatMap(([label, text]) => (text === undefined ? [] : [row(label, text)]))
  return [headline(leak), '', ...lines].join('\n')
}

/** What is known of it beside its headline and its help: `pool: orders (max 10): 1 checked out`, one line each. */
export function factLines(leak: Leak, context: MessageContext): string[] {
  return factRows(leak, context).flatMap(([label, text]) => (text === undefined ? [] : [`${label}: ${text}`]))
}

function factRows(leak: Leak, context: MessageContext): (readonly [string, string | undefined])[] {
  return [
    detailRow(leak),
    ['goes on', restartsOf(leak)],
    ['state', stateOf(leak)],
    ['note', outcomeNote(leak, context) ?? hookNote(context)],
  ]
}

/** What it is; of several unlike each other, one of each kind. */
function detailRow({ facts, type, unlike = [] }: Leak): readonly [string, string | undefined] {
  const { detail } = wordingOf(type)
  const [label, first] = detail(facts) ?? ['', undefined]
  const others = unlike.flatMap((each) => detail(each)?.[1] ?? [])
  return [label, first === undefined ? first : [first, ...others].join('; ')]
}

function stateOf({ facts, state, type }: Leak): string | undefined {
  if (state === 'closing') return 'its close had begun, but it did not end in time'
  return wordingOf(type).state?.(facts)
}

/** It could have been over by itself, and starts itself again. */
function restartsOf({ facts: { restarts, within } }: Leak): string | undefined {
  if (within === undefined) return undefined
  const times =
    restarts === undefined ? 'it starts itself again' : restarts === 1 ? 'once' : `${String(restarts)} times`
  return restarts === undefined ? times : `${times} in ${String(within)} ms`
}

function outcomeNote({ owner }: Leak, { outcome }: MessageContext): string | undefined {
  const note = notes[outcome]
  return owner.kind === 'test' ? note : note?.replace('the test', 'a hook')
}

function hookNote({ closedOnceFor }: MessageContext): string | undefined {
  if (closedOnceFor === undefined) return undefined
  return `opened in \`beforeEach\` for each of ${String(closedOnceFor)} tests, closed once: move the close to \`afterEach\``
}

/** What the help for a resource depends on, known of a leak and of a line that would be one. */
export type Helped = Pick<Leak, 'type' | 'facts' | 'packages' | 'thirdParty' | 'couldBeOne'> &
  Partial<Pick<Leak, 'endCall' | 'effect' | 'opener' | 'through' | 'unlike'>> & {
    readonly owner: Pick<Owner, 'kind'>
  }

/** The package's own call when the resource belongs to one, else the call that closes the resource. */
export function helpFor(leak: Helped): string | undefined {
  const hook: CleanupHook = leak.owner.kind === 'test' ? 'afterEach' : 'afterAll'
  if (leak.thirdParty || !isFramework(leak.effect)) return helpIn(hook, leak)
  const { app, method } = endings[leak.effect]
  const help = helpIn(method, leak)
  return help === undefined || app === undefined ? help : `${help}, and \`${app}\` in \`${hook}\``
}

/** How a framework ends the objects that it has made, and what tells it to, where nothing does by itself. */
const endings: Readonly<Record<Framework, { readonly method: CleanupHook; readonly app?: string }>> = {
  angular: { method: 'ngOnDestroy' },
  nest: { method: 'onModuleDestroy', app: 'await app.close()' },
}

function isFramework(effect: Leak['effect']): effect is Framework {
  return effect !== undefined && Object.hasOwn(endings, effect)
}

function helpIn(hook: CleanupHook, leak: Helped): string | undefined {
  const { held, help, inEffect, lends, packages = [], reuse, verb } = wordingOf(leak.type)
  const { effect } = leak
  const undo = effect === undefined || isFramework(effect) ? undefined : inEffect?.(leak.facts, effect)
  const own = leak.thirdParty ? undefined : (undo ?? help(hook, leak.facts))
  // What was closed already needs no call.
  if (verb !== undefined) return own && [own, ...likewise(leak)].join(', likewise for ')
  const others = leak.packages.filter((name) => !packages.includes(name))
  const heldAs = held?.(leak.facts)
  if (heldAs !== undefined) return giveBack(heldAs, others) ?? own
  const instead = insteadOf(others)
  if (instead !== undefined) return instead
  const call = closeCallFor(leak, others)
  const release = lends?.(leak.facts) === true ? releaseCallOf(others) : undefined
  const calls = release === undefined ? call : `${release}, then ${String(call)}`
  const close = call === undefined ? orTheirs(own, leak, others) : `in \`${hook}\`: ${String(calls)}`
  const isManyForOne = leak.couldBeOne === true && reuse !== undefined && close !== undefined
  return isManyForOne ? `${reuse}; ${close}` : close
}

/** The other events of one listener. */
function likewise({ unlike = [] }: Helped): string[] {
  const events = unlike.flatMap(({ event }) => (event === undefined ? [] : `\`${text(event)}\``))
  return events.length === 0 ? [] : [events.join(', ')]
}

/** What a package opens below its own objects, and hands to nobody: what its user holds is such an object. */
const hidden: readonly LeakType[] = [
  'timer',
  'unref-timer',
  'tcp-socket',
  'tls-socket',
  'unix-socket',
  'udp-socket',
]

/** The call of what the project holds: not that of a package further down, nor that of the socket or timer below it. */
function closeCallFor(leak: Helped, packages: readonly string[]): string | undefined {
  const { endCall, opener, thirdParty, through, type } = leak
  const known = closeCallOf(packages, type)
  if (endCall !== undefined) return `\`${endCall}\``
  // Without a line of the project nobody knows which of them it has called.
  const theirs = thirdParty ? (opener ?? through) : through
  if (known !== undefined || theirs === undefined || !packages.includes(theirs.name)) return known
  return hidden.includes(type)
    ? `shut down the object of ${theirs.name} that opened it, by its own call`
    : undefined
}

/** Some packages hand out what they open, others keep it below an object of theirs: nobody knows which this one is. */
function orTheirs(
  own: string | undefined,
  { through, type }: Helped,
  packages: readonly string[],
): string | undefined {
  if (own === undefined || through === undefined || hidden.includes(type)) return own
  // What a library is known for, it hands out; a fork of it has another name.
  if (wordingOf(type).packages !== undefined) return own
  if (!packages.includes(through.name) || isKnown(through.name)) return own
  return `${own}, or the call that shuts down the object of ${through.name} that opened it`
}

/** A package's own call for what others go on using. */
function giveBack(
  held: 'transaction' | 'connection' | 'otherwise',
  packages: readonly string[],
): string | undefined {
  if (held === 'otherwise') return undefined
  const call = held === 'transaction' ? rollbackCallOf(packages) : releaseCallOf(packages)
  return call === undefined ? undefined : `in \`${held === 'transaction' ? 'catch' : 'finally'}\`: ${call}`
}

/** The package that the project called, unless the type's name or the headline says it already. */
function viaOf({ opener, thirdParty, through, type }: Leak): string | undefined {
  if (through === undefined || wordingOf(type).packages?.includes(through.name) === true) return undefined
  return thirdParty && through.name === opener?.name ? undefined : nameOf(through)
}

function row(label: string, text: string): string {
  return `  ${`${label}:`.padEnd(9)}${text}`
}

function nameOf({ name, version }: NamedPackage): string {
  return version === undefined ? name : `${name} ${version}`
}
