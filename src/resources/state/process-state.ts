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
import { MemberTable } from './member-table'
import { watchMembers } from './members'
import { type ModuleMocks, watchModuleMocks } from './module-mocks'
import { patchersOf } from './patchers'
import { PiledListeners } from './piled-listeners'
import { watchSettings } from './settings'
import { sourceTrace } from './site'
import { type Mocker, Spies } from './spies'
import { watchUmask } from './umask'
import { WarnedEmitters } from './warned-emitters'
import { type NoteChange, type Sandbox, type Values, type Watched } from './watched'
import { resourcesOf } from '../ledger/ledger'

export interface ProcessStateConfig {
  readonly sandbox: Sandbox
  readonly testPath: string
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
  readonly watched: Watched
  readonly last: Values
  /** As the file found it. */
  readonly first: Values
  /** Made once: most looks find nothing to note. */
  readonly note: NoteChange
  /** After a hook for all of the file's tests: what is gone with the file is how the file wants it. */
  readonly noteOfFile: NoteChange
}

/** What the tests of one file change of their process, without any handle: compared around every test and hook. */
export class ProcessState {
  readonly #config: ProcessStateConfig
  /** Those of members, which are looked at one by one only where the table is not the same. */
  readonly #members: readonly Compared[]
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
  /** Whose is what this look finds. */
  #scopeOf: (() => Scope) | undefined

  constructor(config: ProcessStateConfig) {
    this.#config = config
    const { isWatched, mocks, sandbox, testPath } = config
    const spies = this.#watchSpies()
    const isSpied = (object: object, name: string): boolean => spies?.has(object, name) === true
    const members = watchMembers(sandbox, isSpied).filter(({ type }) => isWatched(type))
    this.#table = new MemberTable(members.map((each) => each.members))
    this.#members = members.map((each) => this.#compare(each))
    this.#others = [
      watchEnv(sandbox, isSpied),
      watchProcessListeners(sandbox),
      watchFakeTimers(sandbox),
      ...watchSettings(sandbox),
      watchGlobals(sandbox, isSpied),
      watchModuleMocks(mocks),
      ...watchSharedEmitters(sandbox),
      watchUmask(sandbox, testPath),
    ]
      .filter(({ type }) => isWatched(type))
      .map((each) => this.#compare(each))
  }

  #compare(watched: Watched): Compared {
    const last: Values = new Map()
    watched.compare(last, () => undefined)
    const first: Values = new Map(last)
    const note: NoteChange = (key, before, now) => {
      this.isQuiet = false
      if (this.#scopeOf === undefined) return
      const scope = this.#scopeOf()
      // What the top level has replaced, as a package does when it is loaded, may be put back by anybody, and what it has
      // set by a block: there may be no test after it.
      const found = first.get(key) ?? watched.initial?.(key)
      if (typeof found === 'function' || typeof found === 'symbol' || scope.owner.kind === 'describe')
        this.#earlierOf(watched, key, found)
      this.#note(watched, key, before, now, scope)
    }
    const noteOfFile: NoteChange = watched.outlivesFile
      ? note
      : (key, before) => {
          this.isQuiet = false
          this.#earlierOf(watched, key, before)
        }
    return { watched, last, first, note, noteOfFile }
  }

  /** Core modules are seen before whoever loads them patches them. */
  seeNew(): void {
    if (this.#begun || this.#modules === coreModulesLoaded()) return
    this.#modules = coreModulesLoaded()
    for (const { last, watched } of this.#members) if (last.size === 0) watched.compare(last, () => undefined)
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
    this.#compareAll(() => () => undefined)
  }

  /** What has changed since the last look is this scope's. */
  look(scopeOf: () => Scope): void {
    this.isQuiet = true
    this.#scopeOf = scopeOf
    this.#compareAll(({ note }) => note)
    this.#scopeOf = undefined
    this.#warned.look(scopeOf)
  }

  #compareAll(noteOf: (compared: Compared) => NoteChange, isEnd = false): void {
    for (const compared of this.#others) compared.watched.compare(compared.last, noteOf(compared), isEnd)
    if (this.#table.isSame()) return
    for (const compared of this.#members) compared.watched.compare(compared.last, noteOf(compared), isEnd)
    this.#table.take()
  }

  /** The tests of a block, or all, are over: which listeners have piled up on what is its own? */
  lookForPiles(scope: Scope): void {
    if (!this.#config.isWatched(this.#piles.type)) return
    const targets = resourcesOf(scope).flatMap(({ target = [] }) => target)
    this.#piles.look(targets, (key, before, now) => {
      this.#note(this.#piles, key, before, now, scope)
    })
  }

  /** As `look`, of a hook for all of the file's tests. */
  lookAtFile(scope: Scope, isEnd = false): void {
    this.#scopeOf = () => scope
    this.#compareAll(({ noteOfFile }) => noteOfFile, isEnd)
    this.#scopeOf = undefined
  }

  /** What the next file would find changed is this file's. */
  endFile(scope: Scope): void {
    this.lookAtFile(scope, true)
    this.lookForPiles(scope)
    this.#lookAtWarned(scope)
    for (const { first, last, watched } of [...this.#others, ...this.#members]) {
      if (!watched.outlivesFile) continue
      for (const [key, now] of last) {
        const before = first.get(key) ?? watched.initial?.(key)
        // What a test or block has done is on its list already.
        if (now !== before && !this.#earlier.has(idOf(watched, key)))
          this.#note(watched, key, before, now, scope)
      }
    }
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

function idOf({ name, type }: Watched, key: string): string {
  return `${type} ${name ?? ''} ${key}`
}
