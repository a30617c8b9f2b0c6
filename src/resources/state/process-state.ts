import type { Scope } from '../../ownership/scope'
import type { LeakType } from '../../verdict/leak'
import { follow } from '../ledger/follow'
import type { TrackedResource } from '../ledger/tracked-resource'
import { Change, changeFamily, spyFamily } from './change'
import { watchEnv } from './env'
import { watchFakeTimers } from './fake-timers'
import { watchGlobals } from './globals'
import { isCounted, watchProcessListeners, watchSharedEmitters } from './listeners'
import { coreModulesLoaded } from './loaded-core-module'
import { longLived } from './long-lived'
import { MemberTable } from './members/table'
import { type WatchedMembers, watchMembers } from './members/watched-members'
import { type ModuleMocks, watchModuleMocks } from './module-mocks'
import { patchersOf } from './patchers'
import { PiledListeners } from './piled-listeners'
import { watchSettings } from './settings'
import { sourceTrace } from './site'
import { type Mocker, Spies } from './spies'
import { watchUmask } from './umask'
import { WarnedEmitters } from './warned-emitters'
import type { NoteChange, Sandbox, Values, Watched, WatchedValues } from './watched'
import { resourcesOf } from '../ledger/ledger'

export interface ProcessStateConfig {
  readonly sandbox: Sandbox
  /** Jest's registries of mocked modules. */
  readonly mocks: () => readonly ModuleMocks[]
  readonly mocker: Mocker | undefined
  readonly isWatched: (type: LeakType) => boolean
  readonly restores: boolean
  /** Modules of the project that the sandbox has loaded. */
  readonly files: () => readonly string[]
  /** Does a module of the project that is loaded export this, or an object with it? */
  readonly isHeld: (object: object) => boolean
  /** Whose code is running; undefined: that of a hook for the whole file. */
  readonly caller: () => Scope | undefined
}

/** A change that later files still find, as long as nobody puts it back. */
export interface Outlasting {
  readonly resource: TrackedResource
  readonly stays: () => boolean
}

interface Compared {
  readonly values: WatchedValues
  readonly last: Values
  /** As the file found it. */
  readonly first: Values
}

/** One value that is not what it was. */
interface Difference {
  readonly watched: Watched
  readonly key: string
  readonly before: unknown
  readonly now: unknown
}

/** What the tests of one file change of their process, without any handle: compared around every test and hook. */
export class ProcessState {
  readonly #config: ProcessStateConfig
  /** Those of members, which are looked at one by one only where the table is not the same. */
  readonly #members: readonly WatchedMembers[]
  readonly #table: MemberTable
  readonly #others: readonly Compared[]
  /** What each value has been, by type and key. */
  readonly #earlier = new Map<string, unknown[]>()
  readonly #followed: TrackedResource[] = []
  readonly #outlasting: Outlasting[] = []
  readonly #piles = new PiledListeners()
  readonly #warned = new WarnedEmitters()
  #modules = coreModulesLoaded()
  /** While the file is loaded, it may configure what it likes. */
  #begun = false
  /** The last look has found nothing that has changed. */
  isQuiet = false

  constructor(config: ProcessStateConfig) {
    this.#config = config
    const { isWatched, mocks, sandbox } = config
    const spies = this.#watchSpies()
    const isSpied = (object: object, name: string): boolean => spies?.has(object, name) === true
    this.#members = watchMembers(sandbox, isSpied, isWatched)
    for (const members of this.#members) members.compare(() => undefined)
    this.#table = new MemberTable(this.#members)
    this.#others = [
      watchEnv(sandbox, isSpied),
      watchProcessListeners(sandbox),
      watchFakeTimers(sandbox),
      ...watchSettings(sandbox),
      watchGlobals(sandbox, isSpied),
      watchModuleMocks(mocks),
      ...watchSharedEmitters(sandbox),
      watchUmask(sandbox),
    ]
      .filter(({ type }) => isWatched(type))
      .map(found)
  }

  /** Core modules are seen before whoever loads them patches them. */
  seeNew(): void {
    if (this.#begun || this.#modules === coreModulesLoaded()) return
    this.#modules = coreModulesLoaded()
    for (const members of this.#members) if (!members.isFound) members.compare(() => undefined)
  }

  /** Setup files and the top level of the test file have run: what they did is how the file wants it. */
  begin(): void {
    this.#begun = true
    if (this.#config.isWatched(this.#piles.type)) this.#warned.hear()
    this.accept()
  }

  /** Takes what is there as it is: nobody can tell who did it. */
  accept(): void {
    this.isQuiet = false
    this.#compareAll(() => undefined)
  }

  /** What has changed since the last look is this scope's. */
  look(scopeOf: () => Scope): void {
    this.isQuiet = true
    this.#compareAll((change) => {
      this.#noteFirst(change, scopeOf())
    })
    this.#warned.look(scopeOf)
  }

  #compareAll(tell: (change: Difference) => void, isEnd = false): void {
    let watched: Watched
    // Made once for all: most looks find nothing to note.
    const note: NoteChange = (key, before, now) => {
      tell({ watched, key, before, now })
    }
    for (const { last, values } of this.#others) {
      watched = values
      values.compare(last, note, isEnd)
    }
    if (this.#table.isSame()) return
    for (const members of this.#members) {
      watched = members
      members.compare(note)
    }
    this.#table.take()
  }

  #noteFirst({ before, key, now, watched }: Difference, scope: Scope): void {
    this.isQuiet = false
    const first = this.#firstOf(watched, key)
    // What the top level has replaced, as a package does when it is loaded, may be put back by anybody, and what it has
    // set by a block: there may be no test after it.
    if (typeof first === 'function' || typeof first === 'symbol' || scope.owner.kind === 'describe')
      this.#earlierOf(watched, key, first)
    this.#note(watched, key, before, now, scope)
  }

  /** As the file found it. */
  #firstOf(watched: Watched, key: string): unknown {
    return this.#others.find(({ values }) => values === watched)?.first.get(key) ?? watched.initial?.(key)
  }

  /** The tests of a block, or all, are over: which listeners have piled up on what is its own? */
  lookForPiles(scope: Scope): void {
    if (!this.#config.isWatched(this.#piles.type)) return
    const targets = resourcesOf(scope).flatMap(({ target = [] }) => target)
    this.#piles.look(targets, (key, before, now) => {
      this.#note(this.#piles, key, before, now, scope)
    })
  }

  /** As `look`, of a hook for all of the file's tests: what is gone with the file is how the file wants it. */
  lookAtFile(scope: Scope, isEnd = false): void {
    this.#compareAll((change) => {
      const { before, key, watched } = change
      if (watched.outlivesFile) {
        this.#noteFirst(change, scope)
        return
      }
      this.isQuiet = false
      this.#earlierOf(watched, key, before)
    }, isEnd)
  }

  /** What the next file would find changed is this file's. */
  endFile(scope: Scope): void {
    this.lookAtFile(scope, true)
    this.lookForPiles(scope)
    this.#lookAtWarned(scope)
    const noteOf =
      (watched: Watched): NoteChange =>
      (key, before, now) => {
        // What a test or block has done is on its list already.
        if (!this.#earlier.has(idOf(watched, key))) this.#note(watched, key, before, now, scope)
      }
    for (const { last, values } of this.#others) {
      if (!values.outlivesFile) continue
      for (const [key, now] of last) {
        const first = this.#firstOf(values, key)
        if (now !== first) noteOf(values)(key, first, now)
      }
    }
    for (const members of this.#members) if (members.outlivesFile) members.tellChanged(noteOf(members))
  }

  /** Everything that somebody has changed, the oldest first. */
  get changes(): readonly TrackedResource[] {
    return this.#followed
  }

  /** What the files after this one find. */
  get outlasting(): readonly Outlasting[] {
    return this.#outlasting.filter(({ resource, stays }) => resource.state() === 'open' && stays())
  }

  /** Hears of nothing any more. */
  stop(): void {
    this.#warned.stop()
  }

  /** The file is judged: nothing of this is closed with what else is left of it. */
  finish(): void {
    this.stop()
    for (const resource of this.#followed) resource.letGo()
  }

  #lookAtWarned(scope: Scope): void {
    const { isHeld, sandbox } = this.#config
    for (const { emitter, event, trace } of this.#warned.overfull(scope.testFile, isHeld)) {
      const note: NoteChange = (key, before, now) => {
        this.#note(this.#piles, key, before, now, scope)
      }
      if (!isCounted(emitter, sandbox.process)) this.#piles.lookAt(emitter, event, note, trace)
    }
  }

  #note(watched: Watched, key: string, before: unknown, now: unknown, scope: Scope): void {
    const earlier = this.#earlierOf(watched, key)
    const isRestored = earlier.includes(now)
    earlier.push(before)
    if (isRestored) return
    const { files, restores } = this.#config
    const seen = watched.trace?.(key)
    const trace =
      seen === undefined
        ? sourceTrace(scope.owner, watched.sources(key), files, patchersOf(key))
        : { stack: seen.stack ?? '', restore: undefined }
    const change = new Change(watched, key, [...earlier], now, restores, trace)
    const resource = follow(changeFamily, change, { scope, attributed: true }, trace)
    this.#followed.push(resource)
    const stays = watched.outlivesFile ? watched.stays?.(key, now) : undefined
    if (stays !== undefined) this.#outlasting.push({ resource, stays })
  }

  /** Begins with `first`: what is there before the hooks of the file change it around each test. */
  #earlierOf(watched: Watched, key: string, ...first: unknown[]): unknown[] {
    const id = idOf(watched, key)
    const earlier = this.#earlier.get(id) ?? first
    this.#earlier.set(id, earlier)
    return earlier
  }

  #watchSpies(): Spies | undefined {
    const { caller, isWatched, mocker, restores, sandbox } = this.#config
    if (mocker === undefined || !isWatched('spy')) return undefined
    return new Spies(mocker, longLived(sandbox), (spy) => {
      // Those of the file's top level are there for all of its tests; Jest restores them with the others at its end.
      const scope = this.#begun ? caller() : undefined
      if (scope === undefined) return
      this.#followed.push(follow(spyFamily, { spy, restores }, { scope, attributed: true }, spy.trace))
    })
  }
}

function found(values: WatchedValues): Compared {
  const last: Values = new Map()
  values.compare(last, () => undefined)
  return { values, last, first: new Map(last) }
}

function idOf({ name, type }: Watched, key: string): string {
  return `${type} ${name ?? ''} ${key}`
}
