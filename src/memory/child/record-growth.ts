import { Session } from 'node:inspector'
import { join } from 'node:path'
import { writeHeapSnapshot } from 'node:v8'

import type { GrownFile, Memory } from './channel'
import { type Collector, memoryNow, total } from './collect'
import { decideGrowth } from '../growth/decide'
import { forgetBuffers, keptBuffers, ownBuffers } from './observe-buffers'
import { filesBefore, type TestObserver, turn } from './observe-tests'
import { allocators, lastOf, Sampler } from './sampling'
import { prepareScriptsIn } from './scripts'

/** Growth that is looked for, in bytes: a test that can have left no more is measured with the next one. */
const least = 32 * 1024

/** So often is measured within a file; of more tests some are measured together. By count, as time depends on the machine. */
const mostMeasured = 40

interface Span {
  readonly name: string
  readonly with: number
  readonly last: number
  external: number
}

/** Records what the tests of one file leave in memory, and which of it is still there when the file is over. */
export class GrowthRecorder implements TestObserver {
  readonly #session = new Session()
  readonly #sampler = new Sampler(this.#session)
  readonly #spans: Span[] = []
  readonly #before: string
  #memory: Memory | undefined
  #together = 0
  #tests = 0
  #over = 0
  #isWritten = false

  constructor(
    private readonly file: string,
    directory: string,
    private readonly grown: GrownFile[],
    private readonly collector: Collector,
    private readonly areOthersThere: () => boolean,
  ) {
    this.#before = join(directory, `${String(grown.length)}-before`)
  }

  async start(tests: number): Promise<void> {
    this.#tests = tests
    await filesBefore(this.areOthersThere, () => this.collector.collect())
    this.#session.connect()
    this.#sampler.start()
    this.collector.collect()
    forgetBuffers()
    this.#memory = memoryNow()
  }

  over(name: string, isTest: boolean): void {
    if (this.#memory === undefined) return
    this.#measure(name, this.#memory)
    if (isTest) this.#over++
    // Later than what happens once, and not before something has grown twice.
    if (this.#isWritten || this.#over < this.#tests / 3 || this.#spans.length < 2) return
    this.#isWritten = true
    this.#write(this.#before)
  }

  async end(): Promise<void> {
    if (this.#memory === undefined) return
    this.#add('hooks at the end of the file', this.#memory)
    this.#memory = undefined
    const grown = this.#grown()
    this.#sampler.stop()
    if (this.#isWritten && decideGrowth(grown) !== undefined) {
      // Buffers that were asked for are held until then.
      await turn()
      this.#write(grown.after)
      this.grown.push(grown)
    }
    this.#session.disconnect()
  }

  #grown(): GrownFile {
    const ends = this.#spans.map(({ last }) => last)
    const heap = allocators(this.#sampler.profile(), ends)
    const buffers = keptBuffers()
    const owners = this.#spans.map(({ name, with: others, external }, number) => ({
      name,
      with: others,
      heap: heap.get(number) ?? [],
      external,
      buffers: buffers.get(number) ?? [],
    }))
    const after = this.#before.replace(/before$/, 'after')
    return { file: this.file, owners, before: this.#before, after }
  }

  #write(path: string): void {
    prepareScriptsIn(this.#session)
    writeHeapSnapshot(path)
  }

  #measure(name: string, before: Memory): void {
    const most = total(memoryNow()) - total(before)
    if (most < least || this.#together + 1 < this.#tests / mostMeasured) this.#together++
    else this.#add(name, before)
  }

  #add(name: string, before: Memory): void {
    // What the first collection frees outside the heap is swept by the second.
    this.collector.collect()
    const last = lastOf(this.#sampler.profile())
    const memory = memoryNow()
    let external = memory.external - before.external
    // Freed: most likely what came last.
    for (const span of this.#spans.toReversed()) {
      if (external >= 0) break
      const freed = Math.min(span.external, -external)
      span.external -= freed
      external += freed
    }
    this.#spans.push({ name, with: this.#together, last, external: Math.max(external, 0) })
    this.#memory = memory
    this.#together = 0
    ownBuffers(this.#spans.length)
  }
}
