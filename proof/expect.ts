import { type Syntax, testFileOf } from './head'
import type { Block, Hook, Outcome, Plant, Test, TestFile } from './model'
import { openersFile, openersLine } from './openers'
import { runs } from './plan'
import { resourceOf } from './resources'
import { leavesWork, type Sources, waitingTest } from './write'

export type Preset = 'default' | 'strict'

/** One leak that must be reported. */
export interface PlantedLeak {
  readonly kind: 'test' | 'describe' | 'file'
  /** Titles of the owner, outermost first. */
  readonly path: readonly string[]
  readonly type: string
  /** `file:line`. */
  readonly place: string
  readonly count: number
  /**
   * Opened after its owner was judged and what it had left was closed: what comes of that is closed, and no leak of its
   * own. Whether there was something depends on all the others of its owner.
   */
  readonly isLate: boolean
}

/** What the ledger says of one file under a preset. */
export function plantedLeaks(
  name: string,
  file: TestFile,
  sources: Sources,
  syntax: Syntax,
  preset: Preset,
): PlantedLeak[] {
  const ledger = new Ledger(testFileOf(name, syntax), sources, syntax, preset)
  ledger.setup(file.setup, `${name}.setup.cjs`)
  ledger.block(file.root, [], [])
  if (leavesWork(file.root)) ledger.test([waitingTest], hooksOfTests(file.root))
  return ledger.leaks()
}

type Owner = Pick<PlantedLeak, 'kind' | 'path'>

class Ledger {
  readonly #found = new Map<string, PlantedLeak>()
  readonly #testFile: string
  readonly #sources: Sources
  readonly #syntax: Syntax
  readonly #preset: Preset

  constructor(testFile: string, sources: Sources, syntax: Syntax, preset: Preset) {
    this.#testFile = testFile
    this.#sources = sources
    this.#syntax = syntax
    this.#preset = preset
  }

  leaks(): PlantedLeak[] {
    const all = [...this.#found.values()]
    const isCut = (leak: PlantedLeak): boolean =>
      all.some((other) => !other.isLate && isSameOwner(other, leak))
    return all.map((leak) => ({ ...leak, isLate: leak.isLate && isCut(leak) }))
  }

  setup(plants: readonly Plant[], setupFile: string): void {
    for (const plant of plants) this.#plant(plant, { kind: 'file', path: [] }, 'passes', setupFile)
  }

  /** `path`: the titles of a block, `around`: the hooks of the blocks around it. */
  block(block: Block, path: readonly string[], around: readonly Hook[]): void {
    const owner: Owner = { kind: path.length === 0 ? 'file' : 'describe', path }
    for (const plant of block.body) this.#plant(plant, owner, 'passes')
    const ofTests = [...around, ...hooksOfTests(block)]
    for (const hook of block.hooks) {
      if (ofTests.includes(hook)) continue
      for (const plant of hook.plants) this.#plant(plant, owner, 'passes')
    }
    for (const child of block.children) {
      for (const title of titlesOf(child)) {
        if (child.kind === 'block') this.block(child, [...path, title], ofTests)
        else if (runs(child)) this.test([...path, title], ofTests, child)
      }
    }
  }

  /** `test` is undefined for one that plants nothing by itself. */
  test(path: readonly string[], hooks: readonly Hook[], test?: Test): void {
    const owner: Owner = { kind: 'test', path }
    for (const plant of test?.plants ?? []) this.#plant(plant, owner, test?.outcome ?? 'passes')
    for (const { plants } of hooks) for (const plant of plants) this.#plant(plant, owner, 'passes')
  }

  #plant(plant: Plant, owner: Owner, outcome: Outcome, file = this.#testFile): void {
    if (!this.#isLeft(plant, owner, outcome)) return
    const { type } = resourceOf(plant.resource)
    const place =
      plant.place === 'in a module'
        ? `${openersFile(this.#syntax)}:${String(openersLine(plant.resource, this.#syntax))}`
        : `${file}:${String(this.#lineOf(plant, file))}`
    const key = JSON.stringify([owner, type, place])
    const count = (this.#found.get(key)?.count ?? 0) + plant.times
    const isLate = this.#preset === 'strict' && plant.place === 'in work left behind'
    this.#found.set(key, { ...owner, type, place, count, isLate })
  }

  #isLeft({ resource, closing }: Plant, { kind }: Owner, outcome: Outcome): boolean {
    const severity = resourceOf(resource).kind
    if (severity === 'finite' || (severity === 'state' && this.#preset === 'default')) return false
    switch (closing) {
      case 'never':
        return true
      case 'body':
      case 'not awaited':
        return outcome === 'fails' || outcome === 'times out' || outcome === 'fails as expected'
      case 'finally':
        return outcome === 'times out'
      case 'afterEach':
      case 'afterEach of the file':
      case 'when the test has finished':
        return false
      case 'afterAll of the file':
        return this.#preset === 'strict' && kind !== 'file'
      case 'next test':
      case 'afterAll':
        return this.#preset === 'strict' && kind === 'test'
    }
  }

  #lineOf({ id }: Plant, file: string): number {
    const lines = (this.#sources[file] ?? '').split('\n')
    return lines.findIndex((line) => line.endsWith(` // p${String(id)}`)) + 1
  }
}

const isSameOwner = (one: PlantedLeak, other: PlantedLeak): boolean =>
  one.kind === other.kind && one.path.join('\n') === other.path.join('\n')

const hooksOfTests = ({ hooks }: Block): Hook[] =>
  hooks.filter(({ name }) => name === 'beforeEach' || name === 'afterEach')

function titlesOf(child: Block | Test): string[] {
  const title = child.kind === 'block' ? `b${String(child.id)}` : `t${String(child.id)}`
  return child.rows === 0
    ? [title]
    : Array.from({ length: child.rows }, (_, row) => `${title} ${String(row + 1)}`)
}
