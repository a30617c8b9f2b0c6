import { theProcess } from '../../kept/process'
import type { LeakType } from '../../verdict/leak'
import { coreModulesLoaded, loadedCoreModule } from './loaded-core-module'
import { escaped, type Sandbox, type Values, type WatchedValues } from './watched'

/** Node keeps the listeners of an emitter here: a function, or several. */
type Events = Readonly<Record<string, unknown>> | undefined

/** Listeners of `process`, counted by event. */
export function watchProcessListeners({ process }: Sandbox): WatchedValues {
  return watchListeners('process-listener', 'process', () => process)
}

/** Listeners of what all files of a process share: each keeps what its file had in memory. */
export function watchSharedEmitters({ process }: Sandbox): WatchedValues[] {
  const { stderr, stdout } = process
  return [
    watchAgent('http'),
    watchAgent('https'),
    watchListeners('emitter-listener', 'process.stdout', () => stdout),
    watchListeners('emitter-listener', 'process.stderr', () => stderr),
    watchStdin(process),
  ]
}

/** An agent listens to itself from its constructor on (Node 20 to 26), and is there once somebody has loaded its module. */
function watchAgent(module: string): WatchedValues {
  const agent = agentOf(module)
  const own: Values = new Map()
  const get = (): object | undefined => {
    const found = agent()
    if (found !== undefined && own.size === 0) own.set('free', 1).set('newListener', 1)
    return found
  }
  return watchListeners('emitter-listener', `${module}.globalAgent`, get, own)
}

/** Whoever asks for standard input opens it: there is nothing to look at until a test has, but Node's own listeners. */
function watchStdin(process: NodeJS.Process): WatchedValues {
  const placed = Object.getOwnPropertyDescriptor(process, 'stdin')
  let stdin: object | undefined
  const own: Values = new Map()
  const get = (): object => {
    if (stdin === undefined) {
      stdin = theProcess.stdin
      const events = eventsOf(stdin)
      for (const event in events) {
        // Node has names without listeners there as well.
        const count = countOf(events[event])
        if (count > 0) own.set(event, count)
      }
    }
    return stdin
  }
  if (placed?.get !== undefined && placed.configurable === true)
    Object.defineProperty(process, 'stdin', { ...placed, get })
  return watchListeners('emitter-listener', 'process.stdin', () => stdin, own, readers)
}

/** Whoever listens for these reads standard input, which is a resource of its own. */
const readers: ReadonlySet<string> = new Set(['data', 'readable'])
const none: ReadonlySet<string> = new Set()

/** Once somebody has loaded it. */
function agentOf(module: string): () => object | undefined {
  let agent: object | undefined
  let loaded = 0
  return () => {
    if (agent !== undefined || loaded === coreModulesLoaded()) return agent
    loaded = coreModulesLoaded()
    const exports = loadedCoreModule(module)
    agent = exports && (Reflect.get(exports, 'globalAgent') as object)
    return agent
  }
}

/** How a listener is added, in source text. */
export function addingTo(emitter: string): string {
  return String.raw`${emitter}\.(?:on|once|addListener|prependListener|prependOnceListener)\(\s*`
}

function watchListeners(
  type: LeakType,
  name: string,
  emitter: () => object | undefined,
  own: Values = new Map(),
  others: ReadonlySet<string> = none,
): WatchedValues {
  const events = (): Events => {
    const found = emitter()
    return found && eventsOf(found)
  }
  const seen = new SeenListeners()
  const isProcess = type === 'process-listener'
  const adding = addingTo(String.raw`\b${escaped(name.replace(/^(?:https?|process)\./, ''))}`)
  return {
    type,
    name,
    outlivesFile: !isProcess,
    compare(last, note) {
      const found = emitter()
      if (found === undefined) return
      const now = eventsOf(found)
      if (seen.isSame(found, now)) return
      for (const [event, count] of own) if (!last.has(event)) last.set(event, count)
      for (const event in now) {
        if (!others.has(event)) compareEvent(event, countOf(now[event]), last, note)
      }
      for (const [event, count] of last) {
        if (count !== 0 && now?.[event] === undefined) compareEvent(event, 0, last, note)
      }
      seen.take(found, now)
    },
    read: (event) => countOf(events()?.[event]),
    initial: (event) => own.get(event),
    stays: (event, now) => () => countOf(events()?.[event]) >= Number(now),
    isClear: (now, before) => Number(now) <= Number(before ?? 0),
    facts: (event, before, now) => ({
      event,
      added: Number(now) - Number(before ?? 0),
      ...(!isProcess && { emitter: name }),
    }),
    cause: (event) => lastOf(events()?.[event]),
    sources: (event) => [
      new RegExp(String.raw`${adding}['"\`]${escaped(event)}['"\`]`),
      // A name that is computed; any other that is written out is another event's.
      ...(isProcess ? [new RegExp(String.raw`${adding}(?!['"\s])`)] : []),
    ],
  }
}

/** The listeners of an emitter at the last look: asking each time how many each event has takes three times as long. */
class SeenListeners {
  /** Node's own count of events that somebody listens for. */
  #events: unknown
  #names: readonly string[] = []
  #listeners: readonly unknown[] = []
  #counts: readonly number[] = []

  isSame(emitter: object, now: Events): boolean {
    const events = eventCountOf(emitter)
    if (now === undefined || events === undefined || events !== this.#events) return false
    const [names, listeners, counts] = [this.#names, this.#listeners, this.#counts]
    for (let at = 0; at < names.length; at++) {
      const found = now[names[at] as string]
      // A list of them grows in its place.
      if (found !== listeners[at] || countOf(found) !== counts[at]) return false
    }
    return true
  }

  take(emitter: object, now: Events): void {
    this.#events = eventCountOf(emitter)
    this.#names = Object.keys(now ?? {})
    this.#listeners = this.#names.map((name) => now?.[name])
    this.#counts = this.#listeners.map(countOf)
  }
}

function eventCountOf(emitter: object): unknown {
  return Reflect.get(emitter, '_eventsCount')
}

function compareEvent(
  event: string,
  now: number,
  last: Values,
  note: Parameters<WatchedValues['compare']>[1],
): void {
  const before = Number(last.get(event) ?? 0)
  if (now === before) return
  last.set(event, now)
  // One less is somebody's clean-up.
  if (now > before) note(event, before, now)
}

export function eventsOf(emitter: object): Events {
  return Reflect.get(emitter, '_events') as Events
}

export function listenersOf(emitter: object, event: string): number {
  return countOf(eventsOf(emitter)?.[event])
}

/** Its listeners are counted around every test. */
export function isCounted(emitter: object, { stderr, stdout }: NodeJS.Process): boolean {
  // Standard input is not asked for: that would open it.
  const isStdin = Reflect.get(emitter, 'fd') === 0
  return isStdin || [stdout, stderr, agentOf('http')(), agentOf('https')()].includes(emitter)
}

function countOf(listeners: unknown): number {
  if (listeners === undefined) return 0
  return Array.isArray(listeners) ? listeners.length : 1
}

/** The latest listener; that of `once()` is wrapped. */
function lastOf(listeners: unknown): unknown {
  const last: unknown = Array.isArray(listeners) ? listeners.at(-1) : listeners
  return (last as { readonly listener?: unknown } | undefined)?.listener ?? last
}
