import { currentContext } from '../../ownership/context'
import { Scope, type TestFile } from '../../ownership/scope'
import { hearWarnings } from '../channels/node-warnings'
import { safely } from '../ledger/tracked-resource'
import { framesOf } from '../trace/frames'
import { readStack, type Trace } from '../trace/trace'
import { listenersOf } from './listeners'

/** Node warns so, once per emitter and event, where somebody adds more listeners than there may be. */
interface ExcessWarning extends Error {
  readonly emitter?: unknown
  readonly type?: unknown
}

interface Suspect {
  readonly emitter: WeakRef<object>
  readonly event: string
  /** Whose code added the listener that was one too many, and where. */
  readonly scope: Scope
  readonly trace: Trace
  /** How many there were when that was over. */
  left?: number
  /** The emitter, once others have added more. From then on it is kept: whether it is told of is not the collector's to say. */
  shared?: object | undefined
}

/** An emitter that has got too many listeners, and has outlived the test that added the last of them. */
export interface Overfull {
  readonly emitter: object
  readonly event: string
  readonly trace: Trace
}

/**
 * Emitters of the project's own that tests add listeners to. No emitter is followed: Node itself tells of those with too many
 * listeners, and who does not cause that pays nothing.
 */
export class WarnedEmitters {
  readonly #suspects: Suspect[] = []
  #stop: (() => void) | undefined

  hear(): void {
    this.#stop = hearWarnings((warning) => {
      safely(() => {
        this.#note(warning)
      })
    })
  }

  stop(): void {
    this.#stop?.()
  }

  /** A test, or a hook, is over. */
  look(scopeOf: () => Scope): void {
    if (this.#suspects.length === 0) return
    const scope = scopeOf()
    for (const suspect of this.#suspects) {
      const { left = Infinity } = suspect
      const count = countOf(suspect)
      if (suspect.scope === scope) suspect.left = count
      else if (count > left) suspect.shared = suspect.emitter.deref()
    }
  }

  /** All tests of the file are over: those that others have added more to since, or that somebody still holds. */
  overfull(testFile: TestFile, isHeld: (emitter: object) => boolean): Overfull[] {
    return this.#suspects.flatMap(({ emitter, event, scope, shared, trace }) => {
      const found = shared ?? emitter.deref()
      if (found === undefined || scope.testFile !== testFile) return []
      return found === shared || isHeld(found) ? [{ emitter: found, event, trace }] : []
    })
  }

  #note(warning: unknown): void {
    if (!(warning instanceof Error) || warning.name !== 'MaxListenersExceededWarning') return
    const { emitter, type } = warning as ExcessWarning
    const scope = currentContext()
    // What the file itself does is how it wants it.
    if (!(scope instanceof Scope) || scope.owner.kind === 'file') return
    if (typeof emitter !== 'object' || emitter === null || typeof type !== 'string') return
    const trace = { stack: readStack(warning) }
    // Packages may mean theirs to stay.
    if (framesOf(trace).find(({ kind }) => kind !== 'node')?.kind !== 'project') return
    this.#suspects.push({ emitter: new WeakRef(emitter), event: type, scope, trace })
  }
}

function countOf({ emitter, event }: Suspect): number {
  const found = emitter.deref()
  return found === undefined ? 0 : listenersOf(found, event)
}
