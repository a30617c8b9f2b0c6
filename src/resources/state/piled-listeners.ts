import { EventEmitter } from '../../kept/node'
import { ownerOf } from '../handles/native-handle'
import type { Trace } from '../trace/trace'
import { addingTo, eventsOf } from './listeners'
import { escaped, type NoteChange, type Watched } from './watched'

interface Listener {
  (): void
  readonly _isMockFunction?: boolean
  /** Of `once()`: the one that was given. */
  readonly listener?: Listener
}

interface Pile {
  readonly emitter: object
  readonly event: string
  readonly name: string
  /** Where one of them was added, if somebody saw it. */
  readonly trace: Trace | undefined
}

/**
 * Listeners that one line adds again and again to an emitter that outlives the tests: a server, a pool, a socket. Only
 * looked for when a block's tests are over, and only where Node itself would warn of so many.
 */
export class PiledListeners implements Watched {
  readonly type = 'emitter-listener'
  readonly name = 'piles'
  readonly outlivesFile = false
  readonly #piles = new Map<string, Pile>()
  readonly #keys = new Map<object, string>()

  /** Tells of each pile once. */
  look(targets: readonly object[], note: NoteChange): void {
    for (const emitter of new Set(targets.map(emitterOf))) {
      const events = emitter && eventsOf(emitter)
      if (emitter === undefined || events === undefined) continue
      for (const event in events) this.lookAt(emitter, event, note)
    }
  }

  lookAt(emitter: object, event: string, note: NoteChange, trace?: Trace): void {
    const key = `${this.#keyOf(emitter)} ${event}`
    if (this.#piles.has(key)) return
    const pile = { emitter, event, trace, name: nameOf(emitter) }
    const count = heightOf(pile)
    if (count === undefined) return
    this.#piles.set(key, pile)
    note(key, undefined, count)
  }

  read(key: string): number | undefined {
    const pile = this.#piles.get(key)
    return pile && heightOf(pile)
  }

  facts(key: string, _before: unknown, now: unknown): { event: string; added: number; emitter: string } {
    const { event = '', name = '' } = this.#piles.get(key) ?? {}
    return { event, added: Number(now), emitter: name }
  }

  trace(key: string): Trace | undefined {
    return this.#piles.get(key)?.trace
  }

  sources(key: string): RegExp[] {
    const { event = '' } = this.#piles.get(key) ?? {}
    return [new RegExp(String.raw`${addingTo('')}['"\`]${escaped(event)}['"\`]`)]
  }

  #keyOf(emitter: object): string {
    const key = this.#keys.get(emitter) ?? String(this.#keys.size)
    this.#keys.set(emitter, key)
    return key
  }
}

/** Of a handle: the public object that it belongs to. */
function emitterOf(target: object): object | undefined {
  if (eventsOf(target) !== undefined) return target
  return ownerOf(target)
}

function nameOf(emitter: object): string {
  const { name } = (emitter as { constructor?: { name?: string } }).constructor ?? {}
  return name === undefined || name === '' ? 'EventEmitter' : name
}

/** How many of its listeners have the same source text; undefined: not more than it may have. */
function heightOf({ emitter, event }: Pick<Pile, 'emitter' | 'event'>): number | undefined {
  const all = eventsOf(emitter)?.[event]
  const most = Number(Reflect.get(emitter, '_maxListeners') ?? EventEmitter.defaultMaxListeners)
  if (!Array.isArray(all) || most === 0 || all.length <= most) return undefined
  const counts = new Map<string, number>()
  for (const each of all as Listener[]) {
    const given = each.listener ?? each
    const text = Function.prototype.toString.call(given)
    // Bound functions and mocks all look the same.
    if (given._isMockFunction !== true && !text.endsWith('[native code] }'))
      counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const highest = Math.max(0, ...counts.values())
  return highest > most ? highest : undefined
}
