import type { Owner, OwnerKind } from '../verdict/leak'
import type { PlacedAllowance } from '../verdict/accepted/allowances'
import type { Leftovers } from '../resources/ledger/leftovers'
import type { Made } from '../resources/ledger/made'
import { readStack, type Trace } from '../resources/trace/trace'
import type { TrackedResource } from '../resources/ledger/tracked-resource'

/** The newest resources may be in their constructors still, nested, and have no state to ask for. */
const newest = 8

/** Below this many resources a scope is not worth pruning. */
const pruneMinimum = 64

/** Beginnings that a file keeps at most: some 2 KB each. */
const mostBeginnings = 500

/** And one scope: what it calls a hundred times, it calls from few lines. */
const mostOfOneScope = 20

/** And so many pools, clients and agents: each is kept with its trace. */
const mostMade = 200

/** A file keeps so many of each type, to its end. */
const mostOfType = 20

/** Where an object was made that may open something later. */
interface Beginning {
  readonly trace: Trace
  /** It opens nothing any more. */
  readonly isOver: (() => boolean) | undefined
}

/** Most owners open nothing, and a file has thousands of them. */
const nothing: readonly never[] = []

let lastId = 0

/**
 * One owner: a test, a describe block or a test file, with what it opened.
 * Async context carries scopes, so they must stay small once their file is over: see `release()`.
 */
export class Scope {
  readonly id = ++lastId
  readonly owner: Owner
  #resources: TrackedResource[] | undefined
  #beginnings: Beginning[] | undefined
  /** Name of the `*Each` hook that runs for this test right now. */
  hook: string | undefined
  /** True once the owner's last hook has run. */
  ended = false
  /** Something that it opened was closed after the verdict: its leftover work may fail because of that. */
  disturbed = false
  /** The leaks that were accepted here, by a comment or by `allowLeaks()`. */
  allowances: PlacedAllowance[] | undefined
  /** What it made that is meant to be used again: pools, agents. */
  made: Made[] | undefined
  /** Of a test that has failed and was run again: its next attempt. */
  rerun: Scope | undefined
  /** Set once it is over, and what it has left may end by itself. */
  leftovers: Leftovers | undefined
  #pruneAt = pruneMinimum

  constructor(
    readonly testFile: TestFile,
    kind: OwnerKind,
    path: readonly string[],
    /** The scope around it: that of the describe block, or of the file. */
    readonly parent?: Scope,
  ) {
    this.owner = { kind, path, file: testFile.path }
  }

  /** Resources opened here that were not seen closed yet. */
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

  /** The owner's last hook has run: notes which resources were closing by then, returns what is open. */
  end(): readonly TrackedResource[] {
    this.ended = true
    const open = this.prune()
    for (const resource of open) resource.closingAtOwnerEnd ??= resource.state() === 'closing'
    return open
  }

  /** Whether another beginning is worth a trace. */
  get takesBeginnings(): boolean {
    return (this.#beginnings?.length ?? 0) < mostOfOneScope && this.testFile.beginnings < mostBeginnings
  }

  /** `isOver`: it was seen that the object opens nothing any more. */
  addBeginning(trace: Trace, isOver?: () => boolean): void {
    this.#beginnings ??= []
    this.#beginnings.push({ trace, isOver })
    this.testFile.beginnings++
  }

  #dropBeginnings(which: (beginning: Beginning) => boolean): void {
    const all = this.#beginnings ?? []
    const kept = all.filter((beginning) => !which(beginning))
    this.testFile.beginnings -= all.length - kept.length
    this.#beginnings = kept.length === 0 ? undefined : kept
  }

  addMade(made: Made): void {
    this.made ??= []
    if (this.made.length < mostMade) this.made.push(made)
    this.testFile.addMade(made)
  }

  release(): void {
    for (const resource of this.resources) resource.release()
    this.#resources = undefined
    this.made = undefined
    this.#beginnings = undefined
    this.rerun = undefined
  }
}

/** The run of one test file: the root of its scopes. */
export class TestFile {
  readonly scope: Scope
  readonly scopes: Scope[] = []
  /** How many beginnings its scopes hold. */
  beginnings = 0
  /** Attempts of tests that have failed and were run again, by scope: which one it was. */
  readonly failedAttempts = new Map<number, number>()
  /** The first that were made of what is meant to be used again. */
  made: Made[] = []
  /** Set once the file is judged: told of everything that its owners' leftover work still opens. */
  onLate: ((resource: TrackedResource) => void) | undefined
  /** Set once the file is judged and has left something: told of what its leftover work throws when nobody else is. */
  onFailure: ((owner: Owner, error: unknown) => void) | undefined

  constructor(
    readonly path: string,
    /** The global object of its sandbox, until it is finished. */
    public globals?: object,
  ) {
    this.scope = this.open('file', [])
  }

  open(kind: OwnerKind, path: readonly string[], parent?: Scope): Scope {
    const scope = new Scope(this, kind, path, parent)
    this.scopes.push(scope)
    return scope
  }

  addMade(made: Made): void {
    if (this.made.filter(({ reuse }) => reuse.type === made.reuse.type).length >= mostOfType) return
    // A stack keeps the objects of its frames alive until it is read.
    for (const { resource } of this.made) readStack(resource.trace)
    this.made.push(made)
  }

  /** Forgets every resource; scopes that leftover work still refers to become empty shells. */
  finish(): void {
    for (const scope of this.scopes) {
      scope.ended = true
      scope.release()
    }
    this.scopes.length = 0
    this.made = []
    this.globals = undefined
  }
}
