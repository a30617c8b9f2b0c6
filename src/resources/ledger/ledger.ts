import type { Holdings, Scope, TestFile } from '../../ownership/scope'
import { readStack, type Trace } from '../trace/trace'
import { fileLedgerOf } from './file-ledger'
import type { Leftovers } from './leftovers'
import type { Made } from './made'
import type { TrackedResource } from './tracked-resource'

/** The newest resources may be in their constructors still, nested, and have no state to ask for. */
const newest = 8

/** Below this many resources a ledger is not worth pruning. */
const pruneMinimum = 64

/** Beginnings of one owner at most: what it calls a hundred times, it calls from few lines. */
const mostBeginnings = 20

/** And so many pools, clients and agents: each is kept with its trace. */
const mostMade = 200

/** Where an object was made that may open something later. */
interface Beginning {
  readonly trace: Trace
  /** It opens nothing any more. */
  readonly isOver: (() => boolean) | undefined
}

const nothing: readonly never[] = []

/** What one owner has opened. */
export class Ledger implements Holdings {
  readonly #scope: Scope
  #resources: TrackedResource[] | undefined
  #beginnings: Beginning[] | undefined
  /** What it made that is meant to be used again: pools, agents. */
  made: Made[] | undefined
  /** Set once its owner is over, and what it has left may end by itself. */
  leftovers: Leftovers | undefined
  #pruneAt = pruneMinimum

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** Resources that were not seen closed yet. */
  get resources(): readonly TrackedResource[] {
    return this.#resources ?? nothing
  }

  /** Where its code made an object of a package, which may open something later, without that code on the stack. */
  get beginnings(): readonly Trace[] {
    return this.#beginnings?.map(({ trace }) => trace) ?? nothing
  }

  /** Takes a resource in; closed ones are dropped now and then so that the cost stays linear. */
  add(resource: TrackedResource): void {
    const { length } = this.resources
    if (length >= this.#pruneAt) {
      const unfinished = this.#resources?.splice(-newest) ?? []
      this.prune()
      this.#resources = [...this.resources, ...unfinished]
      this.#pruneAt = Math.max(pruneMinimum, this.#resources.length * 2)
    }
    this.#resources ??= []
    this.#resources.push(resource)
    this.leftovers?.note(resource)
  }

  /** It is another owner's from now on. */
  drop(resource: TrackedResource): void {
    this.#resources = this.#resources?.filter((each) => each !== resource)
  }

  /** Drops what is closed, and the stacks that hold it; returns what somebody has yet to close. */
  prune(): readonly TrackedResource[] {
    if (this.#beginnings !== undefined) this.#dropBeginnings((beginning) => beginning.isOver?.() === true)
    if (this.#resources === undefined) return nothing
    const kept: TrackedResource[] = []
    const open: TrackedResource[] = []
    for (const resource of this.#resources) {
      const state = resource.state()
      if (state === 'closed') resource.release()
      else kept.push(resource)
      if (state !== 'closed' && state !== 'idle') open.push(resource)
    }
    this.#resources = kept.length === 0 ? undefined : kept
    return open
  }

  /** Stacks hold what their owner has let go. Nobody is asked for its state: a `deref()` would hold it, too. */
  letGo(): void {
    for (const { trace, origins } of this.resources) {
      readStack(trace)
      origins.forEach(readStack)
    }
    this.beginnings.forEach(readStack)
  }

  /** Whether another beginning is worth a trace. */
  get takesBeginnings(): boolean {
    return (
      (this.#beginnings?.length ?? 0) < mostBeginnings && fileLedgerOf(this.#scope.testFile).takesBeginnings
    )
  }

  /** `isOver`: it was seen that the object opens nothing any more. */
  addBeginning(trace: Trace, isOver?: () => boolean): void {
    this.#beginnings ??= []
    this.#beginnings.push({ trace, isOver })
    fileLedgerOf(this.#scope.testFile).beginnings++
  }

  #dropBeginnings(which: (beginning: Beginning) => boolean): void {
    const all = this.#beginnings ?? []
    const kept = all.filter((beginning) => !which(beginning))
    fileLedgerOf(this.#scope.testFile).beginnings -= all.length - kept.length
    this.#beginnings = kept.length === 0 ? undefined : kept
  }

  addMade(made: Made): void {
    this.made ??= []
    if (this.made.length < mostMade) this.made.push(made)
    fileLedgerOf(this.#scope.testFile).addMade(made)
  }

  release(): void {
    for (const resource of this.resources) resource.release()
    this.#resources = undefined
    this.made = undefined
    this.#beginnings = undefined
  }
}

/** An owner's ledger; makes one. */
export function ledgerOf(scope: Scope): Ledger {
  const known = knownLedger(scope)
  if (known !== undefined) return known
  const ledger = new Ledger(scope)
  scope.holdings = ledger
  return ledger
}

/** The ledger of an owner that has opened something: most open nothing, and a file has thousands of them. */
export function knownLedger({ holdings }: Scope): Ledger | undefined {
  return holdings instanceof Ledger ? holdings : undefined
}

/** What an owner has opened and somebody has yet to close. */
export function openOf(scope: Scope): readonly TrackedResource[] {
  return knownLedger(scope)?.prune() ?? nothing
}

/** As `openOf`, of all of a file's owners. */
export function openOfFile({ scopes }: TestFile): TrackedResource[] {
  return scopes.flatMap(openOf)
}

/** What an owner has opened and was not seen closed. */
export function resourcesOf(scope: Scope): readonly TrackedResource[] {
  return knownLedger(scope)?.resources ?? nothing
}

/** The owner's last hook has run: notes which resources were closing by then, returns what is open. */
export function endScope(scope: Scope): readonly TrackedResource[] {
  scope.ended = true
  const open = openOf(scope)
  for (const resource of open) resource.closingAtOwnerEnd ??= resource.state() === 'closing'
  return open
}

/** It turned out to be another owner's: that of what it is a part of. */
export function handTo(resource: TrackedResource, scope: Scope): void {
  knownLedger(resource.scope)?.drop(resource)
  resource.moveTo(scope)
  ledgerOf(scope).add(resource)
}
