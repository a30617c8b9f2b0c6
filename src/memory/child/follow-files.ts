import Module from 'node:module'

import type { FileMemory, Memory } from './channel'
import { type Collector, memoryNow, total } from './collect'
import { inOnePiece } from './notes'
import { observeTests, type TestObserver, type TestEnvironment } from './observe-tests'

/** What is remembered of one file; its class and fields are looked for in the heap snapshot. */
class LeakguardFile {
  constructor(
    readonly id: string,
    readonly file: string,
    readonly global: WeakRef<object>,
    readonly before: Memory | undefined,
    readonly sourceMaps: Map<string, string>,
    readonly tests: TestObserver,
  ) {}
}

/** The parts of Jest's Runtime that are used here: Jest 29.7 and 30 agree on them. */
interface Runtime {
  readonly _environment?: TestEnvironment
  readonly _testPath?: string
  getSourceMaps?(): ReadonlyMap<string, string> | undefined
}
type Method = (this: Runtime, ...args: unknown[]) => unknown
interface RuntimePrototype {
  resetModules?: Method
  requireInternalModule?: Method
}

/** The share of the run that collecting after each file may take; beyond it some files are not measured. */
const mostCollecting = 0.5

/**
 * Milliseconds of collecting that are always spent: the files of a small suite take little more time themselves, and on a busy
 * machine each collection takes several times as long.
 */
const enough = 20_000

/**
 * How far kept files may make memory grow, in bytes: V8 needs five times the heap to write a snapshot of it, and a suite
 * that dies of its memory would never come to its end.
 */
const mostGrowth = 120 * 1024 * 1024

/** Files that may be there because Jest is not through with them: the one that ends, and the one before. */
const unfinished = 2

/** Remembers every test file of this process without keeping it, and measures what is left of those before. */
export class FollowedFiles {
  readonly #files: LeakguardFile[] = []
  readonly #seen = new WeakMap<Runtime, LeakguardFile>()
  readonly #started = performance.now()
  #collecting = 0
  #base = Infinity
  /** Set once those that have finished fill the memory. */
  #full: FileMemory[] | undefined

  /**
   * `onFull`: called before a file has loaded anything, when those before have filled the memory. That was found some file
   * earlier: what is asked for is kept until the next turn.
   */
  constructor(
    private readonly collector: Collector,
    private readonly onFull: (finished: FileMemory[]) => void,
    private readonly testsOf: (
      file: string,
      measure: () => Memory | undefined,
      areOthersThere: () => boolean,
    ) => TestObserver,
  ) {}

  /** Observes each Runtime class as it is loaded: Jest's own, and copies of it. */
  start(): void {
    const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown }
    const { _load } = loader
    const patched = new WeakSet()
    loader._load = (request, ...rest) => {
      const exports = Reflect.apply(_load, loader, [request, ...rest])
      if (/jest-runtime(?:[\\/]|$)/.test(request)) this.#observe(exports, patched)
      return exports
    }
  }

  /** Every file, and whether its sandbox is still there. Asking keeps them until the next turn of the event loop. */
  result(): FileMemory[] {
    return this.#files.map(({ id, file, before, global, tests: { within } }) => ({
      id,
      file,
      ...(before !== undefined && { before }),
      ...(within !== undefined && { within }),
      kept: global.deref() !== undefined,
    }))
  }

  ids(): string[] {
    return this.#files.map(({ id }) => id)
  }

  /** Source maps of what these files have loaded. */
  sourceMaps(kept: ReadonlySet<string>): Record<string, string> {
    return Object.fromEntries(
      this.#files.filter(({ id }) => kept.has(id)).flatMap(({ sourceMaps }) => [...sourceMaps]),
    )
  }

  #observe(exports: unknown, patched: WeakSet<object>): void {
    const { prototype } = (exports as { default?: { prototype?: RuntimePrototype } }).default ?? {}
    const { resetModules, requireInternalModule } = prototype ?? {}
    if (prototype === undefined || resetModules === undefined || patched.has(prototype)) return
    patched.add(prototype)
    const noteFile = this.#noteFile.bind(this)
    const seen = this.#seen
    // Called by the constructor, once the runtime has its environment, and when it is torn down.
    prototype.resetModules = function observedReset(this: Runtime, ...args) {
      noteFile(this)
      return resetModules.apply(this, args)
    }
    if (requireInternalModule === undefined) return
    prototype.requireInternalModule = function observedRequire(this: Runtime, ...args) {
      const tests = seen.get(this)?.tests
      // By now the environment is set up, and circus asks it next whether it wants to hear of events.
      if (tests !== undefined && String(args[0]).includes('jestAdapterInit'))
        observeTests(this._environment, tests)
      return requireInternalModule.apply(this, args)
    }
  }

  #noteFile(runtime: Runtime): void {
    const known = this.#seen.get(runtime)
    const global = runtime._environment?.global
    if (known === undefined && global !== undefined) {
      if (this.#full !== undefined) this.onFull(this.#full)
      const before = this.#measure()
      const id = inOnePiece(`leakguard-file-${String(this.#files.length)}`)
      const path = runtime._testPath ?? ''
      const number = this.#files.length
      const tests = this.testsOf(
        path,
        () => this.#collected(),
        () => this.#areBefore(number),
      )
      const file = new LeakguardFile(id, path, new WeakRef(global), before, new Map(), tests)
      this.#files.push(file)
      this.#seen.set(runtime, file)
    } else {
      for (const [path, map] of runtime.getSourceMaps?.() ?? []) known?.sourceMaps.set(path, map)
    }
  }

  /** Of the two files before this one; what is older and still there is kept, and stays. */
  #areBefore(number: number): boolean {
    if (this.#full !== undefined) return false
    const before = this.#files.slice(Math.max(0, number - unfinished), number)
    return before.some(({ global }) => global.deref() !== undefined)
  }

  /** The files of which it is certain that Jest is through with them, in the middle of a run. */
  #finished(): FileMemory[] {
    return this.result().slice(0, -unfinished)
  }

  #measure(): Memory | undefined {
    let memory = this.#collected()
    if (memory === undefined) return undefined
    const isFull = (): boolean => memory !== undefined && total(memory) - this.#base > mostGrowth
    if (isFull()) {
      // V8's optimized code holds tens of files for a while, of a suite that keeps none.
      this.collector.collectThoroughly()
      memory = memoryNow()
    }
    // What Jest and transformers load for the first file stays, and is no growth.
    if (this.#files.length === 1) this.#base = total(memory)
    const finished = isFull() ? this.#finished() : []
    if (finished.filter(({ kept }) => kept).length > unfinished)
      setImmediate(() => {
        this.#full = finished
      })
    return memory
  }

  /** Memory after a collection; undefined while they have taken too much of the time. */
  #collected(): Memory | undefined {
    const now = performance.now()
    if (this.#collecting > Math.max(enough, mostCollecting * (now - this.#started))) return undefined
    this.collector.collect()
    this.#collecting += performance.now() - now
    return memoryNow()
  }
}
