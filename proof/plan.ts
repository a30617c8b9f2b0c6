import type { Block, Closing, Hook, HookName, Outcome, Place, Plant, Style, Test, TestFile } from './model'
import { noiseText } from './noises'
import { resourceOf } from './resources'

/** What is possible where a plant stands. */
interface Ground {
  readonly closings: readonly Closing[]
  readonly isSynchronous: boolean
  readonly places: readonly Place[]
  /** Runs once, alone: what belongs to the whole process can be changed there. */
  readonly allowsState: boolean
}

const simplePlaces: readonly Place[] = [
  'at once',
  'after an await',
  'in then',
  'in a method',
  'in a tick',
  'in a module',
]
const waitingPlaces: readonly Place[] = [
  ...simplePlaces,
  'in a timer',
  'in an immediate',
  'in an event',
  'in a callback of fs',
]
const ofFile = [
  'afterEach of the file',
  'afterAll of the file',
  'when the test has finished',
] as const satisfies Closing[]
const closingsOfHooks: Readonly<Record<HookName, readonly Closing[]>> = {
  beforeAll: ['never', 'body', 'finally', 'not awaited', 'afterAll', 'afterAll of the file'],
  beforeEach: ['never', 'body', 'finally', 'not awaited', 'afterEach', 'afterAll', ...ofFile],
  afterEach: ['never', 'body', 'finally'],
  afterAll: ['never', 'body', 'finally'],
}

/** Makes choices that do not go together go together, and numbers everything. */
export function planned(file: TestFile): TestFile {
  return new Planner(file).plan()
}

class Planner {
  #ids = 0
  readonly #states = new Set<string>()
  readonly #file: TestFile
  readonly #allowsConcurrency: boolean
  /** While tests run at the same time nobody can say who changed what is the whole process's. */
  readonly #allowsState: boolean

  /** Some test does, and may not put it back: nothing else of the file uses the timers of the sandbox. */
  readonly #fakesTime: boolean

  constructor(file: TestFile) {
    this.#file = file
    this.#fakesTime = plantsIn(file.root).some(({ resource }) => resource === 'fakeTimers')
    this.#allowsConcurrency = file.retries === 0 && !hasHooksOfTests(file.root)
    this.#allowsState = file.retries === 0 && !(this.#allowsConcurrency && hasConcurrentTests(file.root))
  }

  plan(): TestFile {
    const { retries, setup, root } = this.#file
    const ground: Ground = {
      closings: ['never', 'body'],
      isSynchronous: true,
      places: ['at once'],
      allowsState: false,
    }
    return {
      retries,
      setup: setup.map((plant) => this.#plant(plant, ground)),
      root: this.#block({ ...root, rows: 0 }, false),
    }
  }

  #block(block: Block, isRepeated: boolean): Block {
    const repeats = isRepeated || block.rows > 0
    const body: Ground = {
      closings: ['never', 'body', 'afterAll'],
      isSynchronous: true,
      places: ['at once', 'in a module'],
      allowsState: false,
    }
    const children = block.children.map((child) =>
      child.kind === 'block' ? this.#block(child, repeats) : this.#test(child, repeats),
    )
    return {
      ...block,
      id: ++this.#ids,
      body: block.body.map((plant) => this.#plant(plant, body)),
      hooks: block.hooks.map((hook) => this.#hook(hook)),
      // Without a test that runs there would be no hooks.
      children: children.some((child) => child.kind === 'block' || runs(child))
        ? children
        : [...children, this.#cleanTest()],
    }
  }

  #hook(hook: Hook): Hook {
    const ground: Ground = {
      closings: closingsOfHooks[hook.name],
      isSynchronous: hook.style === 'sync',
      places: waitingPlaces,
      allowsState: false,
    }
    return { ...hook, plants: hook.plants.map((plant) => this.#plant(plant, ground)) }
  }

  #test(test: Test, isRepeated: boolean): Test {
    const outcome = this.#outcome(test)
    const isSpecial = outcome === 'times out' || outcome === 'fails as expected'
    const rows = isSpecial || !runs({ outcome }) ? 0 : test.rows
    const concurrent =
      test.concurrent && this.#allowsConcurrency && !isRepeated && !isSpecial && runs({ outcome })
    // Circus takes no generators for rows.
    const isPlain = concurrent || isSpecial || (rows > 0 && test.style === 'generator')
    const style: Style = isPlain ? 'async' : test.style
    const isSynchronous = style === 'sync'
    const isLeft = outcome === 'passes' && !concurrent && this.#file.retries === 0
    const ground: Ground = {
      closings: concurrent
        ? ['never', 'body', 'finally', 'not awaited', 'afterAll', 'afterAll of the file']
        : ['never', 'body', 'finally', 'not awaited', 'afterEach', 'next test', 'afterAll', ...ofFile],
      isSynchronous,
      places:
        outcome === 'times out'
          ? simplePlaces
          : isLeft
            ? [...waitingPlaces, 'in work left behind']
            : waitingPlaces,
      allowsState: !concurrent && !isRepeated && rows === 0 && this.#allowsState,
    }
    const noises = test.noises.filter((noise) => {
      const { waits, alone } = noiseText(noise)
      const isPossible = !(isSynchronous && waits === true) && !(concurrent && alone === true)
      return !isSpecial && isPossible && !(this.#fakesTime && noise === 'fake timers')
    })
    return {
      ...test,
      id: ++this.#ids,
      outcome,
      rows,
      concurrent,
      style,
      noises: [...new Set(noises)],
      plants: test.plants.map((plant) => this.#plant(plant, ground, outcome)),
    }
  }

  #outcome({ outcome, style }: Test): Outcome {
    const { retries } = this.#file
    if (outcome === 'fails once' && retries === 0) return 'fails'
    if (outcome === 'times out' && (retries > 0 || style === 'sync')) return 'fails'
    if (outcome === 'fails as expected' && retries > 0) return 'passes'
    return outcome
  }

  #plant(choice: Plant, ground: Ground, outcome?: Outcome): Plant {
    const resource = this.#resource(choice, ground, outcome)
    const { kind, closeWaits, settles, loops, isOne } = resourceOf(resource)
    const plant: Plant = isOne === true ? { ...choice, times: 1 } : choice
    // What follows each other is one chain, and told by the first: a loop has to be the first.
    const isChained =
      loops === true && (isOfTimer(plant.place) || (isOne === true && isOfImmediate(plant.place)))
    const place = ground.isSynchronous
      ? plant.place === 'in a module' && ground.places.includes(plant.place)
        ? plant.place
        : 'at once'
      : ground.places.includes(plant.place) && !isChained
        ? plant.place
        : 'in then'
    if (kind === 'finite') return { ...plant, id: ++this.#ids, resource, place, closing: 'never' }
    if (place === 'in work left behind') {
      const kept = kind === 'state' ? 'watcher' : resource
      return { ...plant, id: ++this.#ids, resource: kept, place, closing: 'never' }
    }
    const waiting = ground.isSynchronous && closeWaits === true
    const possible = ground.closings.filter(
      (each) =>
        !(waiting && (each === 'body' || each === 'finally')) &&
        !(
          settles === true &&
          (each === 'next test' || each === 'afterAll' || each === 'afterAll of the file')
        ),
    )
    const closing = possible.includes(plant.closing) ? plant.closing : lastOf(possible)
    if (kind !== 'state') return { ...plant, id: ++this.#ids, resource, place, closing }
    return {
      id: ++this.#ids,
      resource,
      place: ground.isSynchronous
        ? 'at once'
        : plant.place === 'in a method'
          ? plant.place
          : 'after an await',
      closing: closing === 'not awaited' || closing === 'next test' ? 'afterEach' : closing,
      times: 1,
    }
  }

  #resource({ resource }: Plant, ground: Ground, outcome: Outcome | undefined): Plant['resource'] {
    const { kind, waits, isOfGlobalClock, isOne } = resourceOf(resource)
    if (isOfGlobalClock === true && this.#fakesTime) return 'watcher'
    if (isOne === true) {
      if (this.#states.has(resource)) return 'watcher'
      this.#states.add(resource)
    }
    if (kind === 'state') {
      const isPossible = ground.allowsState && (outcome === undefined || runs({ outcome }))
      if (!isPossible || this.#states.has(resource)) return 'watcher'
      this.#states.add(resource)
    }
    // What takes time may not be there yet when the time is over.
    return waits === true && (ground.isSynchronous || outcome === 'times out') ? 'watcher' : resource
  }

  #cleanTest(): Test {
    return {
      kind: 'test',
      id: ++this.#ids,
      style: 'sync',
      outcome: 'passes',
      rows: 0,
      concurrent: false,
      noises: [],
      plants: [],
    }
  }
}

export const runs = ({ outcome }: { readonly outcome: Outcome }): boolean =>
  outcome !== 'is skipped' && outcome !== 'is to do'

const plantsIn = ({ hooks, children }: Block): Plant[] => [
  ...hooks.flatMap(({ plants }) => plants),
  ...children.flatMap((child) => (child.kind === 'block' ? plantsIn(child) : child.plants)),
]

function hasConcurrentTests({ children }: Block): boolean {
  return children.some((child) => (child.kind === 'block' ? hasConcurrentTests(child) : child.concurrent))
}

const isOfTimer = (place: Place): boolean => place === 'in a timer' || place === 'in work left behind'

const isOfImmediate = (place: Place): boolean => place === 'in an immediate' || place === 'in an event'

const lastOf = (list: readonly Closing[]): Closing => list.at(-1) ?? 'never'

function hasHooksOfTests({ hooks, children }: Block): boolean {
  return (
    hooks.some(({ name }) => name === 'beforeEach' || name === 'afterEach') ||
    children.some((child) => child.kind === 'block' && hasHooksOfTests(child))
  )
}
