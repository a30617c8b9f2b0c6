import type { Heap } from '../snapshot/heap'
import { noteOf, scriptOf } from '../snapshot/notes'
import type { Holder } from './holder'
import { packageOfJest } from './packages'

/** One reference of a path with its two ends. */
export interface Step {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly name: string
}

export function isPromise(heap: Heap, node: number): boolean {
  return /^(?:Promise|system \/ PromiseReaction)$/.test(heap.nameOf(node))
}

/** Reads a path from its end: the nearest thing with a name says most. */
export class Path {
  constructor(
    private readonly heap: Heap,
    private readonly steps: readonly Step[],
  ) {}

  holder(): Holder {
    return (
      this.#listener() ??
      this.#channel() ??
      this.#asyncStore() ??
      this.#timer() ??
      this.#property() ??
      this.#finalization() ??
      this.#promise() ??
      this.#variable() ??
      this.#native() ?? { kind: 'other', chain: this.#chain() }
    )
  }

  #listener(): Holder | undefined {
    const at = this.#lastStep(({ type, name }) => type === 'property' && name === '_events', 4)
    const emitter = this.steps[at]?.from
    const event = this.steps[at + 1]?.name
    if (emitter === undefined || event === undefined) return undefined
    return { kind: 'listener', event: withoutSymbol(event), emitter: this.#nameOf(emitter) }
  }

  #channel(): Holder | undefined {
    const at = this.#lastStep(({ type, name }) => type === 'property' && name === '_subscribers', 3)
    const channel = this.steps[at]?.from
    if (channel === undefined) return undefined
    const name = this.heap.follow(channel, 'name', 'property')
    return { kind: 'channel', name: name === undefined ? '' : withoutSymbol(this.heap.nameOf(name)) }
  }

  #timer(): Holder | undefined {
    const at = this.#lastStep(({ from }) => /^(?:Timeout|Immediate)$/.test(this.heap.nameOf(from)), 3)
    const timer = this.steps[at]?.from
    if (timer === undefined) return undefined
    const [call = ''] = (noteOf(this.heap, timer, 'site') ?? '').split(' ')
    return { kind: 'timer', call: call === '' ? 'setTimeout' : call }
  }

  /** Node keeps the store on what was begun while it was set, or in a map of all stores. */
  #asyncStore(): Holder | undefined {
    const at = this.#lastStep(
      ({ type, name, to }) =>
        (type === 'property' && name.includes('kResourceStore')) ||
        this.heap.nameOf(to) === 'AsyncContextFrame',
      4,
    )
    const owner = this.steps[at]?.from
    return owner === undefined || isPromise(this.heap, owner)
      ? undefined
      : { kind: 'async-store', by: this.#nameOf(owner) }
  }

  #finalization(): Holder | undefined {
    const at = this.#lastStep(({ from }) => this.heap.nameOf(from) === 'FinalizationRegistry', 4)
    return at === -1 ? undefined : { kind: 'finalization', ...this.#variableBefore(at) }
  }

  #promise(): Holder | undefined {
    const at = this.#lastStep(({ from }) => isPromise(this.heap, from), 5)
    return at === -1 ? undefined : { kind: 'promise', ...this.#variableBefore(at) }
  }

  /** A property of an object that has a name everywhere. */
  #property(): Holder | undefined {
    for (let at = this.steps.length - 1; at >= 0; at--) {
      const step = this.steps[at]
      if (step === undefined) break
      if (step.type === 'context') return undefined
      const object = noteOf(this.heap, step.from, 'name')
      if (object === undefined || step.type !== 'property') continue
      const key = withoutSymbol(step.name)
      const isOwn = at === this.steps.length - 1 && this.heap.typeOf(step.to) === 'closure'
      if (isAbsolute(object)) return jestOr(object, { kind: 'variable', variable: key, file: object })
      return isOwn && /^[a-z]/.test(object) && !object.startsWith('the ')
        ? { kind: 'replaced', key: `${object}.${key}` }
        : { kind: 'property', object, key }
    }
    return undefined
  }

  #variable(): Holder | undefined {
    const { variable, file } = this.#variableBefore(this.steps.length)
    return variable === undefined || file === undefined
      ? undefined
      : jestOr(file, { kind: 'variable', variable, file })
  }

  /** The variable through which the path comes to a step, and the file whose function sees it. */
  #variableBefore(end: number): { variable: string | undefined; file: string | undefined } {
    for (let at = end - 1; at >= 0; at--) {
      const step = this.steps[at]
      if (step?.type !== 'context') continue
      const closure = this.steps.slice(0, at).findLast(({ from }) => this.heap.typeOf(from) === 'closure')
      const file = closure === undefined ? undefined : scriptOf(this.heap, closure.from)
      return { variable: step.name, file: file?.startsWith('node:') === true ? undefined : file }
    }
    return { variable: undefined, file: undefined }
  }

  #native(): Holder | undefined {
    const last = this.steps.at(-1)
    if (last === undefined) return undefined
    const type = this.heap.typeOf(last.from)
    return type === 'synthetic' || type === 'native' || this.steps.length <= 4
      ? { kind: 'native', what: this.heap.nameOf(last.from) }
      : undefined
  }

  /** What an object is called by everybody, else what it is, and that it is open when a handle leads to it. */
  #nameOf(node: number): string {
    const noted = noteOf(this.heap, node, 'name')
    if (noted !== undefined && !isAbsolute(noted)) return noted
    const { variable, file } = this.#variableBefore(this.steps.findIndex(({ from }) => from === node))
    const name = `${/^[AEIOU]/.test(this.heap.nameOf(node)) ? 'an' : 'a'} ${this.heap.nameOf(node)}`
    if (variable !== undefined && file !== undefined) return `${name} that \`${variable}\` of ${file} holds`
    return this.heap.nameOf(this.steps[0]?.to ?? 0).startsWith('Node /') ? `${name} that is still open` : name
  }

  #chain(): string {
    const named = this.steps.filter(({ type }) => type === 'property' || type === 'context')
    return named
      .slice(-5)
      .map(({ name }) => withoutSymbol(name))
      .join(' → ')
  }

  /** Index of the last step that fits, among the last few; -1 when none does. */
  #lastStep(fits: (step: Step) => boolean, within: number): number {
    const from = Math.max(0, this.steps.length - within)
    const at = this.steps.slice(from).findLastIndex(fits)
    return at === -1 ? -1 : from + at
  }
}

function jestOr(file: string, holder: Holder): Holder {
  const name = packageOfJest(file)
  return name === undefined ? holder : { kind: 'jest', package: name }
}

function isAbsolute(name: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(name)
}

/** `<symbol my.registry>` is how V8 writes `Symbol(my.registry)`. */
function withoutSymbol(name: string): string {
  return name.replace(/^<symbol (.*)>$/, 'Symbol($1)')
}
