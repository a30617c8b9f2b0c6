import type { Facts, Frame, LeakType, OpenState } from '../../verdict/leak'

/** `idle`: nothing to close now, but it may be put to use again: an agent without sockets. */
export type State = OpenState | 'idle' | 'closed'

/** What a probe says about an open resource, still with live objects. */
export interface Description {
  readonly type: LeakType
  readonly facts: Facts
  /** The object a person knows: the server, the socket, the child process. */
  readonly subject?: object | undefined
  /** The longer-lived object that this resource is a part of: a socket's server. */
  readonly partOf?: object | undefined
  /** Objects that are parts of this one and do not know it: a child's pipes, an agent's idle sockets. */
  readonly parts?: readonly object[] | undefined
  /** As `partOf`, but only when one owner opened both: a borrowed client is its borrower's leak. */
  readonly within?: object | undefined
  /** Both ends of a connection within this process give it the same name. */
  readonly connection?: Connection | undefined
  /** One thing that several of one owner have in common: a listener, of many events. */
  readonly cause?: unknown
  /** Open only because something else is: a pool whose `end()` waits for a client. Not judged itself. */
  readonly consequence?: boolean
}

export interface Connection {
  readonly name: string
  readonly end: 'opened' | 'accepted'
  /** It carries one HTTP request after the other: what one of them leads to has nothing to do with its end. */
  readonly hasRequests?: true
}

/** What is dear to make, and meant to be made once and used again. */
export interface Reuse {
  readonly type: LeakType
  /** Several at once are usual: readers beside a writer, a subscriber beside a publisher. */
  readonly severalAtOnce?: true
  /**
   * What it was connected to: equal for those of which one could have served. Also of closed ones. Never shown.
   * Undefined: it was not put to use.
   */
  readonly endpointOf: (target: object) => string | undefined
}

/** One kind of resource: how to ask for its state, describe it and close it. */
export interface Family {
  /**
   * Kept from the collector for as long as it is followed: what it holds stays open without it, or is closed
   * by the collector at a time of its own, so that the same test would leak on one day and not on the next.
   */
  readonly keeps?: true
  readonly reuse?: Reuse
  /** Asked once, at creation and before the constructor has finished; false: never a leak. */
  follows?(target: object): boolean
  /** Safe on open, unref'd, closing and closed resources on every supported Node. */
  state(target: object): State
  /**
   * In the middle of what ends by itself, nobody knows when: a query, a request, a clean-up that nobody waits for.
   * Finite by nature, as what is closing. One that has neither this nor the next is lasting.
   */
  isUnderWay?(target: object): boolean
  /**
   * It runs a program of its own, which may be at its end already: lasting, but at the end of a file, where it is in
   * nobody's way, it is given the grace period.
   */
  readonly runsProgram?: true
  /** When it was last asked for, or is now, it waits for somebody else's: it has not had its time yet. */
  wasHeldUp?(target: object): boolean
  /** Sockets: packages keep a timer for each, and clear it with the socket. */
  readonly connects?: true
  /** It stands for many, one after the other: still there after the grace period, it goes on. */
  readonly isLoop?: true
  /** For what ends by itself at a time that is known, a one-shot timer: in so many milliseconds, less than none when it is overdue. */
  dueIn?(target: object): number | undefined
  /**
   * What a session keeps while others go on using its connection: whoever comes next works inside of it. Judged when its
   * owner ends, whenever the connection is closed.
   */
  isOfSession?(target: object): boolean
  /**
   * Says what is open. Undefined: on a closer look nothing that anybody has to close.
   * `frames` is the creation stack, innermost first.
   */
  describe(target: object, frames: readonly Frame[]): Description | undefined
  /** The name of a connection, also of one that nobody has to close: its other end is nobody's either. */
  connectionOf?(target: object): string | undefined
  /**
   * Closes the resource without side effects elsewhere; returns what was done: "cleared", "closed".
   * Undefined: it has to be left as it is.
   */
  close(target: object): string | undefined
}

/** A function on the stack. */
export type Maker = (...args: never[]) => unknown

/** Seen through `async_hooks`: targets are timers or Node's native handle wraps. */
export interface HandleFamily extends Family {
  /** Node's function that makes it in this moment: its trace begins below that. */
  makerOf?(target: object): Maker | undefined
  /**
   * For resources that pass from user to user: the handle itself, when `target` is only the announcement of
   * its next use. Each use is followed; its last user has it.
   */
  handleOf?(target: object): object
}

/** Seen through the constructor of EventEmitter: targets are public objects without a handle of their own. */
export interface EmitterFamily extends Family {
  /**
   * Made by its own package, as a part of another of its objects: not followed. Asked for each instance; `callee` was
   * called by its constructor, just now.
   */
  isPart?(callee: () => void): boolean
  /** Called once per matching prototype: wraps methods whose calls open something. */
  observe?(prototype: object): void
}
