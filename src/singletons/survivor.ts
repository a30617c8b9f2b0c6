import type { Description, Family, State } from '../resources/handles/family'
import { redactMessage } from '../resources/redact'
import type { TrackedResource } from '../resources/ledger/tracked-resource'
import type { Facts, LeakType } from '../verdict/leak'
import type { Singleton } from './singleton'

/** What was wrong with a singleton when its scope ended. */
export type Problem =
  | { readonly kind: 'never reset' }
  | { readonly kind: 'discovered'; readonly merges: boolean }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'hung'; readonly timeout: number }
  | { readonly kind: 'not forgotten' }
  | { readonly kind: 'left open' }
  | { readonly kind: 'cycle'; readonly path: readonly string[] }

/** A singleton that outlived its scope, or whose reset has failed: judged like any other resource. */
export class Survivor {
  readonly instance: object | undefined

  constructor(
    readonly singleton: Singleton,
    readonly problem: Problem,
    /** Open resources of its instance. */
    readonly held: readonly TrackedResource[],
  ) {
    this.instance = singleton.instance
  }

  get stillOpen(): TrackedResource[] {
    return this.held.filter((resource) => isOpen(resource.state()))
  }
}

export const survivorFamily: Family = {
  keeps: true,
  state(target) {
    const survivor = target as Survivor
    const { problem, singleton, instance } = survivor
    if (problem.kind === 'left open') return stateOf(survivor.held)
    if (problem.kind !== 'discovered') return 'open'
    const sight = singleton.look()
    if (sight.state === 'unknown') return singleton.owner === undefined ? 'closed' : 'open'
    if (sight.state === 'absent') return 'closed'
    return instance === undefined || sight.instance === undefined || sight.instance === instance
      ? 'open'
      : 'closed'
  },
  describe(target) {
    const survivor = target as Survivor
    const { problem, singleton, stillOpen } = survivor
    const described = stillOpen.flatMap((resource) => resource.describe([]) ?? [])
    const parts = described.flatMap(({ subject }) => subject ?? [])
    const [place] = singleton.places
    const merges = problem.kind !== 'discovered' || problem.merges
    return {
      type: problem.kind === 'discovered' ? 'discovered-singleton' : 'singleton',
      subject: survivor,
      parts: merges ? parts : [],
      facts: {
        name: singleton.name,
        problem: problem.kind,
        module: place?.shown,
        export: place?.name,
        error: problem.kind === 'threw' ? messageOf(problem.error) : undefined,
        timeout: problem.kind === 'hung' ? problem.timeout : undefined,
        cycle: problem.kind === 'cycle' ? problem.path.join(' → ') : undefined,
        open: merges ? listTypes(wholesOf(described).map(({ type }) => type)) : undefined,
      } satisfies Facts,
    }
  },
  close: () => undefined,
}

/** Clients and sockets of a pool go without saying. */
function wholesOf(described: readonly Description[]): Description[] {
  const subjects = new Set(described.map(({ subject }) => subject))
  const parts = new Set(described.flatMap(({ parts: own = [] }) => own))
  const isIn = (whole: object | undefined): boolean => whole !== undefined && subjects.has(whole)
  return described.filter(
    ({ partOf, subject, within }) =>
      !isIn(partOf) && !isIn(within) && !(subject !== undefined && parts.has(subject)),
  )
}

/** `pg-pool, 2 × timer` */
function listTypes(types: readonly LeakType[]): string | undefined {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  const words = [...counts].map(([type, count]) => (count === 1 ? type : `${String(count)} × ${type}`))
  return words.length === 0 ? undefined : words.join(', ')
}

function stateOf(held: readonly TrackedResource[]): State {
  const states = held.map((resource) => resource.state()).filter(isOpen)
  if (states.length === 0) return 'closed'
  return states.every((state) => state === 'closing') ? 'closing' : 'open'
}

function isOpen(state: State): boolean {
  return state !== 'closed' && state !== 'idle'
}

function messageOf(error: unknown): string {
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error
  return redactMessage(typeof message === 'string' ? message : String(message))
}
