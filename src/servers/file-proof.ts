import type { Socket } from 'node:net'

import { detached } from '../ownership/context'
import type { ServerFigures, ServerProof } from '../verdict/databases/server-proof'
import type { ServerKind } from './monitor'
import { type Look, type Reached, SharedMonitor } from './shared-monitor'
import { clearInterval, setInterval, setTimeout } from '../kept/timers'
import { dateNow, monotonicNow } from '../kept/clock'

// Captured at load: fake timers and tests that replace globals do not matter.

/** Between two looks while tests run, in milliseconds. */
const lookInterval = 250

/** Tests may end by the thousand: there is at most one look in so many milliseconds. */
const shortestInterval = 10

/** The server forgets a closed connection within milliseconds; nobody waits longer than this for it. */
const forgetLimit = 250
const forgetInterval = 5

/** The sockets of the test file to a port. */
type SocketsTo = (port: number) => readonly Socket[]

interface Observed {
  readonly begun: number
  readonly before: Look
  peak: number
  workerPeak: number
  idleInTransaction: number
  headroom: number
}

/** What a database server says about one test file, from before it to after it. */
export class FileProof {
  #reached: Reached | undefined
  #observed: Observed | undefined
  #problem: string | undefined
  #timer: NodeJS.Timeout | undefined
  #looking = false
  #lookedAt = -Infinity
  /** Sessions of leaks that were closed after their verdict. */
  readonly #closed = new Set<string>()
  readonly #server: ServerKind
  readonly #reach: () => Promise<Reached>
  readonly #socketsTo: SocketsTo

  constructor(server: ServerKind, reach: () => Promise<Reached>, socketsTo: SocketsTo) {
    this.#server = server
    this.#reach = reach
    this.#socketsTo = socketsTo
  }

  /** Before anything of the file is loaded. */
  async start(): Promise<void> {
    this.#reached = await this.#reach()
    const before = await this.#look()
    if (before === undefined) return
    this.#observed = {
      begun: dateNow(),
      before,
      peak: before.all,
      workerPeak: before.worker.length,
      idleInTransaction: 0,
      headroom: before.headroom,
    }
    this.#timer = detached(() => setInterval(() => void this.#look(), lookInterval).unref())
  }

  /** A test has ended: looks, unless it did so just now. Nobody waits for it. */
  testEnds(): void {
    if (this.#looking || monotonicNow() - this.#lookedAt < shortestInterval) return
    void this.#look()
  }

  /**
   * Leaks are about to be closed. To be called again when they are: whichever connection the server saw, and we
   * see closed, was a leak's.
   */
  async beforeClosing(): Promise<() => void> {
    const sockets = this.#sockets()
    const ports = new Map(sockets.map((socket) => [socket.localPort, socket]))
    const look = await this.#look()
    return () => {
      for (const { id, port } of look?.worker ?? []) {
        if (port !== undefined && ports.get(port)?.destroyed === true) this.#closed.add(id)
      }
    }
  }

  /** After the file: waits for the server to forget what is closed. */
  async finish(): Promise<ServerProof> {
    this.stop()
    const { name: server } = this.#server
    const end = await this.#lookAfter()
    const { problem } =
      this.#reached instanceof SharedMonitor ? { problem: this.#problem } : (this.#reached ?? {})
    if (end === undefined || this.#observed === undefined) return { server, problem: problem ?? 'no answer' }
    return { server, figures: this.#figures(this.#observed, end) }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #lookAfter(): Promise<Look | undefined> {
    const deadline = monotonicNow() + forgetLimit
    for (;;) {
      const end = await this.#look()
      if (end === undefined || this.#isSettled(end) || monotonicNow() > deadline) return end
      await detached(() => new Promise((resolve) => setTimeout(resolve, forgetInterval)))
    }
  }

  /** Is everything that came with the file, and that the server still has, open here as well? */
  #isSettled(end: Look): boolean {
    const open = this.#ports()
    return this.#newIn(end).every(({ port }) => port !== undefined && open.has(port))
  }

  #figures({ begun, before, ...most }: Observed, end: Look): ServerFigures {
    const stillThere = this.#newIn(end).filter(({ id }) => !this.#closed.has(id)).length
    // The server may be slow to forget what was closed.
    const left = new Set([...end.worker.map(({ id }) => id), ...this.#closed])
    return {
      time: [begun, dateNow()],
      all: { before: before.all, peak: most.peak, after: end.all },
      worker: { before: before.worker.length, peak: most.workerPeak, after: end.worker.length },
      leaked: this.#closed.size + stillThere,
      closed: this.#closed.size,
      left: left.size,
      idleInTransaction: most.idleInTransaction,
      headroom: most.headroom,
      limit: this.#reached instanceof SharedMonitor ? this.#reached.limit : 0,
    }
  }

  #newIn({ worker }: Look): Look['worker'] {
    const before = new Set(this.#observed?.before.worker.map(({ id }) => id))
    return worker.filter(({ id }) => !before.has(id))
  }

  async #look(): Promise<Look | undefined> {
    if (!(this.#reached instanceof SharedMonitor) || this.#problem !== undefined) return undefined
    this.#looking = true
    this.#lookedAt = monotonicNow()
    try {
      const look = await this.#reached.look(this.#ports())
      this.#note(look)
      return look
    } catch (error) {
      this.#problem = this.#server.explain(error)
      return undefined
    } finally {
      this.#looking = false
    }
  }

  #note({ all, worker, headroom }: Look): void {
    const most = this.#observed
    if (most === undefined) return
    const idle = worker.filter(({ idleInTransaction }) => idleInTransaction).length
    most.peak = Math.max(most.peak, all)
    most.workerPeak = Math.max(most.workerPeak, worker.length)
    most.idleInTransaction = Math.max(most.idleInTransaction, idle)
    most.headroom = Math.min(most.headroom, headroom)
  }

  #ports(): Set<number | undefined> {
    return new Set(this.#sockets().map(({ localPort }) => localPort))
  }

  #sockets(): readonly Socket[] {
    return this.#reached instanceof SharedMonitor ? this.#socketsTo(this.#reached.port) : []
  }
}
