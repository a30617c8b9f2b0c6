import '../kept/before-tests'

import { apiSymbol, type SandboxApi } from '../sandbox/sandbox-api'
import { lazily } from '../loading/lazily'
import { nobody, pauseHook, runAs } from '../ownership/context'
import type { ResolvedOptions } from '../options/options'
import { resetAddons } from '../resources/adapters'
import { setRunningFile } from '../resources/ledger/current-owner'
import { classIn, type EnvironmentClass } from './jest/base-environment'
import { behindGlobal } from './jest/behind-global'
import { beforeCollecting } from './jest/before-collecting'
import { type CircusEvent, type CircusState, isDefinition } from './jest/circus'
import { joinHandlers } from './jest/circus-handlers'
import { carryCircusContext } from './jest/circus-storage'
import { careOf, type EnvironmentConfig, type EnvironmentContext, originOf } from './jest/environment-config'
import { FileRun } from './file/run'
import { guarded, guardedSync } from './guarded'
import { type Environment, type Handlers, takeFields } from './jest/handlers'
import {
  listenToModules,
  observeRuntime,
  ownLoadsOf,
  runtimeOf,
  sourceMapsOf,
} from './jest/modules/jest-runtime'
import { keepEnvironment } from './jest/modules/loaded-methods'
import { reportInternalError } from './notice'
import type * as optionsToldModule from './options/told'
import type { FileOptions } from './options/file'
import { readOptions } from './options/read'
import { RunLog } from './file/log'
import type * as sourceMapsModule from './jest/modules/source-maps'
import { checkModuleObservation, startWatching } from './start'
import { assertSupported } from './jest/support'
import type * as trackResourceModule from './api/track-resource'
import { knownLedger } from '../resources/ledger/ledger'
import { mapCallsWith } from '../resources/trace/trace'

/** Present on the sandbox's global, and on environment classes, wherever this package is at work. */
export const environmentBrand = Symbol.for('jest-leakguard.environment')

type AnyEnvironmentClass = new (...args: never[]) => Environment

/**
 * Adds leak detection to any Jest environment class: `jest-environment-jsdom`, a third party's, or your own. Takes
 * the class, or what its module exports: `withLeakDetection(require('@happy-dom/jest-environment'))`.
 *
 * @throws TypeError when there is no class in `Base`.
 */
export function withLeakDetection<Base extends EnvironmentClass>(
  Base: Base | { readonly TestEnvironment: Base } | { readonly default: Base },
): Base {
  // The class is used through its structural type; what it really is stays visible to the caller as Base.
  return extendEnvironment(classIn(Base) as AnyEnvironmentClass) as unknown as Base
}

function readOrFail(read: () => FileOptions, seed: number | undefined): FileOptions {
  try {
    return read()
  } catch (error) {
    const { toldOnce } = lazily(() => require('./options/told') as typeof optionsToldModule)
    throw toldOnce(error, seed)
  }
}

function extendEnvironment(Base: AnyEnvironmentClass): AnyEnvironmentClass {
  observeRuntime()
  const baseHandles = Reflect.has(Base.prototype as object, 'handleTestEvent')

  return class LeakGuardEnvironment extends Base {
    static readonly [environmentBrand] = true

    readonly #run: FileRun
    readonly #options: ResolvedOptions
    /** Its docblock says that nobody looks at the file. */
    readonly #off: boolean
    /** Handlers that the base class defines as instance fields: they would hide ours. */
    readonly #fields: Handlers
    /** Handlers of a subclass that are instance fields: they hide ours, and may call ours through `super`. */
    #outerFields: Handlers = {}
    /** Events that have come here: one that comes again does so through `super`. */
    readonly #events = new WeakSet<CircusEvent>()
    #tornDown = false
    #stopLooking: (() => void) | undefined

    constructor(...args: never[]) {
      const [config, context] = args as unknown as [EnvironmentConfig, EnvironmentContext]
      const { projectConfig } = config
      assertSupported(projectConfig)
      const { leakguard, ...others } = projectConfig.testEnvironmentOptions ?? {}
      const { testPath, docblockPragmas = {} } = context
      const { options, off, allowances } = readOrFail(
        () => readOptions(leakguard, docblockPragmas, testPath, projectConfig.rootDir),
        config.globalConfig.seed,
      )
      // The base copies these options onto the sandbox's global: ours do not belong there.
      const baseConfig = { ...config, projectConfig: { ...projectConfig, testEnvironmentOptions: others } }
      super(...([baseConfig, context, ...args.slice(2)] as unknown as never[]))
      this.#options = options
      this.#off = off
      this.#fields = takeFields(this)
      // First of all: what it puts in place of Node's own functions is no change that a test file has made.
      guardedSync('start', () => {
        if (off) pauseHook()
        else startWatching(options.attribution)
      })
      this.#run = new FileRun({
        testPath: context.testPath,
        rootDir: projectConfig.rootDir,
        options,
        allowances,
        sandbox: this.global,
        globals: behindGlobal(this),
        mocker: this.moduleMocker ?? undefined,
        care: careOf(config),
        log: new RunLog(config.globalConfig.seed, originOf(projectConfig), context.testPath),
        runtime: () => runtimeOf(this),
      })
      guardedSync('start', () => {
        observeRuntime()
        keepEnvironment(this.#run.testFile, this)
        mapCallsOf(new WeakRef(this))
        if (options.resetAddons) resetAddons()
        Object.defineProperty(this.global, environmentBrand, { value: true, configurable: true })
        const api: SandboxApi = {
          findLeaks: () => this.#run.api.findLeaks(),
          resourceCounts: () => this.#run.api.resourceCounts(),
          allowLeaks: (allowance) => this.#run.api.allowLeaks(allowance),
          registerSingleton: (target, given) => this.#run.singletons.register(target, given),
          trackResource: (value, definition) => tracking().trackResource(value, definition),
        }
        Object.defineProperty(this.global, apiSymbol, { value: api, configurable: true })
        if (off) return
        if (options.attribution === 'async') ownLoadsOf(this, this.#run.testFile.scope)
        setRunningFile(this.#run.testFile)
        beforeCollecting(this.global, () => {
          for (const scope of this.#run.testFile.scopes) knownLedger(scope)?.letGo()
        })
        const { singletons } = this.#run
        listenToModules(this, {
          testPath: context.testPath,
          beforeTestFile: () => {
            singletons.beforeTestFile()
          },
          beforeLoss: () => {
            singletons.beforeLoss(this.#run.api.callingScope())
          },
        })
      })
    }

    override async setup(): Promise<void> {
      setRunningFile(undefined)
      const field = this.#fields.setup
      await this.#unowned(() => (field === undefined ? super.setup?.() : field.call(this)))
      // By now a subclass has its fields.
      this.#outerFields = takeFields(this)
      if (this.#off) return
      const isAlone =
        !baseHandles &&
        this.#fields.handleTestEvent === undefined &&
        this.#outerFields.handleTestEvent === undefined &&
        this.handleTestEvent === LeakGuardEnvironment.prototype.handleTestEvent
      await guarded('setup', () => this.#run.prepare(isAlone))
      setRunningFile(this.#run.testFile)
    }

    override handleTestEvent(event: CircusEvent, state: CircusState): unknown {
      const outer = this.#outerFields.handleTestEvent
      // The usual case, several times per test: nobody else handles events.
      if (outer === undefined && this.#fields.handleTestEvent === undefined && !baseHandles) {
        return this.#handle(event, state)
      }
      const isFirst = !this.#events.has(event)
      this.#events.add(event)
      const handled = this.#unowned(() => {
        if (outer !== undefined && isFirst) return outer.call(this, event, state)
        const field = this.#fields.handleTestEvent
        return field === undefined ? super.handleTestEvent?.(event, state) : field.call(this, event, state)
      })
      if (!isFirst) return handled
      // Describe blocks are defined synchronously: by the time of a promise their bodies would be over.
      if (isThenable(handled) && !isDefinition(event)) return handled.then(() => this.#handle(event, state))
      return this.#handle(event, state)
    }

    override async teardown(): Promise<void> {
      // Jest 29 tears down twice.
      if (!this.#tornDown) {
        this.#tornDown = true
        setRunningFile(undefined)
        listenToModules(this, undefined)
        if (!this.#off) await guarded('teardown', () => this.#run.teardown())
        this.#stopLooking?.()
      }
      const outer = this.#outerFields.teardown
      this.#outerFields = {}
      await this.#unowned(() => {
        if (outer !== undefined) return outer.call(this)
        const field = this.#fields.teardown
        return field === undefined ? super.teardown?.() : field.call(this)
      })
    }

    /** Called ten times per test: nothing is made here that most events do not need. */
    #handle(event: CircusEvent, state: CircusState): void | Promise<void> {
      if (this.#off) return
      const { name } = event
      try {
        if (name === 'run_start' && this.#options.attribution === 'async') {
          this.#stopLooking = carryCircusContext()
        }
        if (name === 'run_start') checkModuleObservation(this)
        if (name === 'setup') joinHandlers(this.global)
        if (name === 'teardown') this.#keepSourceMaps()
        return this.#run.handle(event, state)?.catch((error: unknown) => {
          reportInternalError(name, error)
        })
      } catch (error) {
        reportInternalError(name, error)
      }
    }

    #keepSourceMaps(): void {
      const maps = sourceMapsOf(this)
      if (maps === undefined) return
      sourceMaps().keepSourceMaps(this.#run.testFile, maps)
    }

    #unowned<T>(fn: () => T): T {
      return this.#options.attribution === 'async' && !this.#off ? runAs(nobody, fn) : fn()
    }
  }
}

function sourceMaps(): typeof sourceMapsModule {
  return lazily(() => require('./jest/modules/source-maps') as typeof sourceMapsModule)
}

/** A function of its own: one in the constructor would keep the environment, as others there do, after its file. */
function mapCallsOf(environment: WeakRef<object>): void {
  mapCallsWith((call) => sourceMaps().placeInSource(call, sourceMapsOf(environment.deref())))
}

function tracking(): typeof trackResourceModule {
  return lazily(() => require('./api/track-resource') as typeof trackResourceModule)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
