import { lazily } from '../../loading/lazily'
import type { ResolvedOptions } from '../../options/options'
import type { Scope, TestFile } from '../../ownership/scope'
import type * as processStateModule from '../../resources/state/process-state'
import type { ProcessState } from '../../resources/state/process-state'
import type { Mocker } from '../../resources/state/spies'
import type { LeakType } from '../../verdict/leak'
import type { Severity } from '../../options/severity'
import { isStateType, stateTypes } from '../../options/state-types'
import type { FoundChange, Victim } from '../../verdict/victim'
import type { CircusTest } from '../jest/circus'
import type { Runtime } from '../jest/modules/jest-runtime'
import { isExported, projectFiles } from '../jest/modules/loaded-modules'
import type { JestsOwnCare } from '../jest/environment-config'
import { moduleMocksIn } from '../jest/modules/module-mocks'
import { reportInternalError } from '../notice'
import { stillLeft } from './left-by-files'
import type * as victimsModule from './victims'

export interface StateWatchConfig {
  readonly testFile: TestFile
  readonly options: ResolvedOptions
  readonly rootDir: string
  readonly sandbox: object
  /** The object that keeps the properties of its global. */
  readonly globals: object
  readonly mocker: Mocker | undefined
  readonly care: JestsOwnCare
  readonly runtime: () => Runtime | undefined
  /** Whose code is running; undefined: that of a hook for the whole file. */
  readonly caller: () => Scope | undefined
  readonly scopeOf: (test: CircusTest) => Scope
}

/** Compares the state of the process around a file's tests and hooks; an error in here costs this, and nothing else. */
export class StateWatch {
  #state: ProcessState | undefined
  readonly #victims = new Map<CircusTest, Victim>()
  /** Of the tests that fail just now. */
  readonly #found = new WeakMap<CircusTest, readonly FoundChange[]>()
  readonly #scopeOf: (test: CircusTest) => Scope
  readonly #rootDir: string
  /** What only warns changes no message. */
  readonly #fails: (type: LeakType) => boolean

  constructor({
    caller,
    care,
    globals,
    mocker,
    options,
    rootDir,
    runtime,
    sandbox,
    scopeOf,
  }: StateWatchConfig) {
    this.#rootDir = rootDir
    this.#scopeOf = scopeOf
    const { types } = options
    // All of these warn by default; the table that says so is only loaded when there is something to say.
    const severityOf = (type: LeakType): Severity => types[type] ?? types['*'] ?? 'warn'
    this.#fails = (type) => severityOf(type) === 'fail'
    const isWatched = (type: LeakType): boolean =>
      isStateType(type) &&
      severityOf(type) !== 'off' &&
      !(type === 'spy' && care.restoresMocks) &&
      !(type === 'fake-timers' && care.fakesTimers)
    if (!stateTypes.some(isWatched)) return
    this.#guard(() => {
      const { ProcessState } = lazily(
        () => require('../../resources/state/process-state') as typeof processStateModule,
      )
      const process: unknown = Reflect.get(sandbox, 'process')
      this.#state = new ProcessState({
        sandbox: { global: sandbox, process: process as NodeJS.Process, globals },
        mocks: moduleMocksIn(runtime),
        mocker,
        isWatched,
        restores: options.restoreState,
        files: () => {
          const loaded = runtime()
          return loaded === undefined ? [] : projectFiles(loaded)
        },
        isHeld: (object) => {
          const loaded = runtime()
          return loaded !== undefined && isExported(loaded, object)
        },
        caller,
      })
    })
  }

  /** The file is being loaded. */
  afterLoad(): void {
    this.#guard(() => this.#state?.seeNew())
  }

  /** The file is loaded, its tests begin. */
  begin(): void {
    this.#guard(() => this.#state?.begin())
  }

  /** A test or a hook is over: what has changed since the last look is its owner's. */
  look(scopeOf: () => Scope): void {
    this.#guard(() => this.#state?.look(scopeOf))
  }

  /** A hook for the whole file is over: the file may configure itself, but not the next one. */
  lookAtFile(scope: Scope): void {
    this.#guard(() => this.#state?.lookAtFile(scope))
  }

  /** The last look has found nothing that has changed. */
  get isQuiet(): boolean {
    return this.#state?.isQuiet !== false
  }

  /** Tests that have failed after others had left state behind; undefined: none. */
  get victims(): readonly Victim[] | undefined {
    const victims = [...this.#victims].flatMap(([test, victim]) => (test.errors.length > 0 ? [victim] : []))
    return victims.length === 0 ? undefined : victims
  }

  /** A test, or a hook of its, fails right now: what others have left may be why, and may be put back after it. */
  testFails(test: CircusTest | undefined): void {
    this.#guard(() => {
      if (test !== undefined && !this.#found.has(test)) this.#found.set(test, this.#find(test))
    })
  }

  /** A test is done that has failed by itself. */
  testFailed(test: CircusTest): void {
    this.#guard(() => {
      const found = this.#found.get(test) ?? this.#find(test)
      // It may run once more.
      this.#found.delete(test)
      if (found.length === 0) return
      this.#victims.set(test, { test: this.#scopeOf(test).owner.path, found })
      const failing = found.filter(({ type }) => this.#fails(type))
      if (failing.length > 0) victims().tellFailedTest(test.errors, failing)
    })
  }

  #find(test: CircusTest): readonly FoundChange[] {
    const left = this.#state?.changes
    if (left === undefined || (left.length === 0 && stillLeft().length === 0)) return []
    return victims().foundChanges(left, this.#scopeOf(test), this.#rootDir)
  }

  /** The tests of a block are over. */
  endBlock(scope: Scope): void {
    this.#guard(() => this.#state?.lookForPiles(scope))
  }

  /** Several tests ran at once, or nobody's work: no one can be named. */
  accept(): void {
    this.#guard(() => this.#state?.accept())
  }

  endFile(scope: Scope): void {
    this.#guard(() => this.#state?.endFile(scope))
  }

  /** The file is judged. */
  finish(): void {
    this.#guard(() => {
      const outlasting = this.#state?.outlasting ?? []
      if (outlasting.length > 0) {
        victims().leaveToLaterFiles(outlasting, this.#rootDir)
      }
      this.#state?.finish()
    })
    this.#state = undefined
  }

  #guard(fn: () => void): void {
    try {
      fn()
    } catch (error) {
      this.#state?.stop()
      this.#state = undefined
      reportInternalError('the comparison of process state', error)
    }
  }
}

function victims(): typeof victimsModule {
  return lazily(() => require('./victims') as typeof victimsModule)
}
