import { lazily } from '../../loading/lazily'
import { inRootDir } from '../../options/in-root-dir'
import type { ResolvedOptions } from '../../options/options'
import type { Scope, TestFile } from '../../ownership/scope'
import { newestId } from '../../resources/ledger/tracked-resource'
import { posixPath } from '../../report/posix-path'
import type * as severityModule from '../../wording/severity'
import type * as typesModule from '../../wording/types'
import type * as realTimersModule from '../jest/real-timers'
import type { RegisterOptions, SingletonTarget } from '../../singletons/registration'
import type * as singletonsModule from '../../singletons/singletons'
import type { Singletons } from '../../singletons/singletons'
import type { Runtime } from '../jest/modules/jest-runtime'
import { type Candidate, LoadedModules } from '../jest/modules/loaded-modules'
import { reportInternalError } from '../notice'

export interface SingletonWatchConfig {
  readonly testFile: TestFile
  readonly rootDir: string
  readonly options: ResolvedOptions
  readonly sandbox: object
  /** The runtime of this file, once it has loaded something. */
  readonly runtime: () => Runtime | undefined
}

/** Tells a file's singletons what happens in it. Files without any never load what handles them. */
export class SingletonWatch {
  #singletons: Singletons | undefined
  readonly #config: SingletonWatchConfig
  readonly #modules: LoadedModules | undefined
  /** The newest resource at the last look: modules that are found now have opened none of those. */
  #looked = 0
  /** Absolute paths, without extension, and exports. */
  readonly #names: readonly (readonly [path: string, name: string])[]

  constructor(config: SingletonWatchConfig) {
    this.#config = config
    const { discovered, modules, registered } = config.options.singletons
    this.#names = modules.map((spec) => parseSpec(spec, config.rootDir))
    if (discovered !== 'off' || registered !== 'off') {
      this.#modules = new LoadedModules((file, name) => this.#isNamed(file, name))
    }
  }

  /** Called by `registerSingleton()` in the sandbox. */
  register(target: SingletonTarget, options: RegisterOptions): void {
    this.#get().register(target, options)
  }

  /** Live instances by name; those that appear now belong to `scope`. */
  alive(scope: Scope): Record<string, number> {
    this.lookAtModules()
    return this.#guard(() => this.#singletons?.alive(scope)) ?? {}
  }

  /** Resets so far, by name. */
  get resets(): ReadonlyMap<string, number> | undefined {
    return this.#singletons?.resets
  }

  /** Setup files have run, the test file has not. */
  beforeTestFile(): void {
    this.#guard(() => {
      this.#singletons?.beginFile()
    })
  }

  /** Some may be reset between two tests. */
  get areFollowed(): boolean {
    return this.#singletons !== undefined
  }

  /** Modules may have been loaded. */
  lookAtModules(): void {
    this.#guard(() => {
      const runtime = this.#config.runtime()
      if (runtime === undefined || this.#modules === undefined) return
      for (const candidate of this.#modules.look(runtime)) this.#found(candidate)
      this.#looked = newestId()
    })
  }

  /** Modules are about to be forgotten, by the code of `scope`. */
  beforeLoss(scope: Scope): void {
    this.lookAtModules()
    this.#modules?.beforeLoss()
    this.#guard(() => this.#singletons?.beforeLoss(scope))
  }

  /** Whatever has appeared since belongs to `scope`. */
  appeared(scope: Scope): void {
    this.lookAtModules()
    this.#guard(() => this.#singletons?.poll(scope))
  }

  beforeTests(scope: Scope): Promise<void> | undefined {
    this.appeared(scope)
    return this.#guard(() => this.#singletons?.filesAreLoaded())
  }

  beforeTest(block: Scope): Promise<void> | undefined {
    return this.#guard(() => this.#singletons?.beginTest(block))
  }

  end(scope: Scope): Promise<void> | undefined {
    this.lookAtModules()
    return this.#guard(() => this.#singletons?.end(scope))
  }

  #get(): Singletons {
    if (this.#singletons === undefined) {
      const { options, sandbox, testFile } = this.#config
      const { Singletons } = lazily(() => require('../../singletons/singletons') as typeof singletonsModule)
      this.#singletons = new Singletons({
        testFile,
        options: options.singletons,
        resets: anythingFails(options),
        useRealTimers: () => {
          const { RealTimers } = lazily(() => require('../jest/real-timers') as typeof realTimersModule)
          return new RealTimers(sandbox).use()
        },
      })
    }
    return this.#singletons
  }

  #found({ target, file, name }: Candidate): void {
    const { options, rootDir } = this.#config
    const byName = this.#isNamed(file, name)
    if (!byName && options.singletons.discovered === 'off' && this.#singletons === undefined) return
    this.#get().found(target, { file, name, shown: posixPath(rootDir, file) }, byName, this.#looked)
  }

  #isNamed(file: string, name: string): boolean {
    const path = file.replace(/\.[cm]?[jt]sx?$/, '')
    return this.#names.some(
      ([wanted, wantedName]) =>
        wantedName === name &&
        (wanted === file || wanted === path || `${wanted}/index` === path.replaceAll('\\', '/')),
    )
  }

  /** An error in here must not keep the file from being judged. */
  #guard<T>(fn: () => T): T | undefined {
    const report = (error: unknown): undefined => {
      reportInternalError('the reset of singletons', error)
    }
    try {
      const result = fn()
      return result instanceof Promise ? (result.catch(report) as T) : result
    } catch (error) {
      report(error)
      return undefined
    }
  }
}

function parseSpec(spec: string, rootDir: string): readonly [string, string] {
  const [path = '', name = 'default'] = spec.split('#')
  return [inRootDir(rootDir, path), name]
}

/** With nothing at `fail` nothing is reset either: a first look changes nothing. */
function anythingFails(options: ResolvedOptions): boolean {
  const { severityOf } = lazily(() => require('../../wording/severity') as typeof severityModule)
  const { leakTypes } = lazily(() => require('../../wording/types') as typeof typesModule)
  return leakTypes.some((type) => severityOf(type, options) === 'fail')
}
