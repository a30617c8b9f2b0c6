import { detached } from '../../ownership/context'
import type { Scope } from '../../ownership/scope'
import { closeHeldDescriptors } from '../../resources/channels/open-calls'
import { closeAll } from '../../resources/close'
import { framesOf } from '../../resources/trace/frames'
import { GracePeriod } from '../../resources/ledger/grace-period'
import { Leftovers } from '../../resources/ledger/leftovers'
import { settleAll, waitUntil } from '../../resources/settle'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import type { LeakSummary } from '../../verdict/leak-summary'
import { absorbAftermath } from './aftermath'
import { pending } from '../pending-watches'
import type { FileVerdict } from './verdict'
import { reportInternalError } from '../notice'
import { setImmediate, setTimeout } from '../../kept/timers'
import { monotonicNow } from '../../kept/clock'
import { knownLedger, ledgerOf } from '../../resources/ledger/ledger'

/** After so many grace periods of opening one thing after the other it is a loop: whatever is open is judged. */
const patience = 5

/** A pool may replace each worker that is ended, for ever: after so many they are left, and hold nothing up. */
const mostCloses = 5

interface Opened {
  readonly resource: TrackedResource
  /** When its grace period is over. */
  readonly due: number
}

/** The verdict of the file that is over. */
interface JudgedFile {
  get(): Pick<FileVerdict, 'isCut' | 'judge'>
  takeFindings(): readonly LeakSummary[]
}

/** Where its findings are recorded. */
export interface LateLog {
  late(leak: LeakSummary): void
}

/**
 * Follows a judged file: what its owners open from now on is never blamed on the file that runs. It is
 * recorded on its owner and closed, once it has had the grace period to go away by itself.
 */
export class LateWatch {
  #opened: Opened[] = []
  /** When everything is due: set by the first of an unbroken series. */
  #deadline = Infinity
  #timer: NodeJS.Timeout | undefined
  /** One look at a time: whoever asks meanwhile waits for its turn. */
  #looking: Promise<void> = Promise.resolve()
  /** How often something was closed as soon as it was opened, by the owner that goes on opening it. */
  readonly #closed = new WeakMap<Scope, number>()
  readonly #verdict: JudgedFile
  readonly #log: LateLog
  readonly #gracePeriod: number

  constructor(verdict: JudgedFile, log: LateLog, gracePeriod: number) {
    this.#verdict = verdict
    this.#log = log
    this.#gracePeriod = gracePeriod
  }

  /** This was opened: look at it after the grace period. */
  add(resource: TrackedResource): void {
    if (this.#verdict.get().isCut(resource.scope)) {
      this.#closeSoon(resource)
      return
    }
    const { scope } = resource
    const ledger = ledgerOf(scope)
    if (ledger.leftovers?.isOver !== false)
      ledger.leftovers = new Leftovers(new GracePeriod(this.#gracePeriod), [resource])
    const now = monotonicNow()
    if (this.#opened.length === 0) this.#deadline = now + patience * this.#gracePeriod
    this.#opened.push({ resource, due: now + this.#gracePeriod })
    pending.add(this)
    this.#arm(this.#gracePeriod)
  }

  /** The last look: waits until all is closed, as long as the grace period at most. */
  async sweep(): Promise<void> {
    if (this.#opened.length > 0) await waitUntil(() => !this.#opened.some(isOpen), this.#gracePeriod)
    await this.#look(Infinity)
  }

  /** Once its constructor is done. A loop ends so, with the first of its steps that can be closed. */
  #closeSoon(resource: TrackedResource): void {
    const { scope } = resource
    const times = (this.#closed.get(scope) ?? 0) + 1
    this.#closed.set(scope, times)
    detached(() => setImmediate(() => void this.#closeNow(resource, times > mostCloses)))
  }

  async #closeNow(resource: TrackedResource, letsGo: boolean): Promise<void> {
    const state = resource.state()
    if (state === 'closed' || state === 'idle' || resource.describe(framesOf(resource.trace)) === undefined)
      return
    if (letsGo) {
      ;(resource.target as { unref?(): unknown } | undefined)?.unref?.()
      return
    }
    closeAll([resource])
    closeHeldDescriptors()
    await absorbAftermath([resource], this.#gracePeriod)
    knownLedger(resource.scope)?.release()
  }

  #arm(delay: number): void {
    if (this.#timer !== undefined) return
    this.#timer = detached(() => setTimeout(() => void this.#wake(), delay).unref())
  }

  async #wake(): Promise<void> {
    this.#timer = undefined
    const now = monotonicNow()
    await this.#look(now >= this.#deadline ? Infinity : now)
    const [next] = this.#opened
    if (next !== undefined) this.#arm(Math.max(1, next.due - monotonicNow()))
  }

  #look(until: number): Promise<void> {
    this.#looking = this.#looking.then(() => this.#judge(until))
    return this.#looking
  }

  async #judge(until: number): Promise<void> {
    const judged: TrackedResource[] = []
    const takeDue = (): readonly TrackedResource[] => {
      judged.push(...this.#opened.filter(({ due }) => due <= until).map(({ resource }) => resource))
      this.#opened = this.#opened.filter((opened) => opened.due > until && isOpen(opened))
      return judged
    }
    try {
      const remaining = await settleAll(takeDue, [], this.#gracePeriod)
      await this.#verdict.get().judge(remaining, () => 'passed', 'end of file')
      for (const leak of this.#verdict.takeFindings()) this.#log.late(leak)
    } catch (error) {
      reportInternalError('the watch over finished files', error)
    }
    for (const { scope } of judged) knownLedger(scope)?.release()
    if (this.#opened.length === 0) pending.delete(this)
  }
}

function isOpen({ resource }: Opened): boolean {
  return resource.state() !== 'closed'
}
