import { calledClientOf } from '../../verdict/stacks/called-clients'
import type { Leak } from '../../verdict/leak'

/** What was told of one file so far: one cause is one leak, whatever it opens again. */
export class ReportedLeaks {
  readonly #byCause = new Map<string, Leak>()
  /** Lines that called a package whose leaks were judged already. */
  readonly #calls = new Set<string>()

  /** The leak of the same cause that was told first. */
  sameAs(leak: Leak): Leak | undefined {
    return this.#byCause.get(causeOf(leak))
  }

  /**
   * Takes a leak in; false: it was told already, or follows from one that was. `wasThere`: it was open when others of its
   * owner were told, and had to be given its time: some of one line were told then, and these are the rest.
   */
  add(leak: Leak, wasThere: boolean): boolean {
    const cause = causeOf(leak)
    const isKnown = this.#byCause.has(cause) || this.#calls.has(callOf(leak))
    if (!isKnown) this.#byCause.set(cause, leak)
    return !isKnown || (wasThere && leak.packages.length === 0)
  }

  /**
   * All leaks of a judgement were told: what their packages open from now on follows from them, but for what a package
   * means to keep.
   */
  noteCalls(leaks: readonly Leak[]): void {
    for (const leak of leaks) if (leak.accepted?.by !== 'rule') this.#calls.add(callOf(leak))
  }
}

/** Owner, type and line: a loop that was cut at the test's end goes on once more, and is the same leak. */
function causeOf({ ownerId, type, site }: Leak): string {
  return `${String(ownerId)}\n${type}\n${site}`
}

/**
 * Owner, package and the line that called it: a client whose connection was closed at the test's end reconnects,
 * a pool whose worker was ended starts another. Without a package, no other leak is the same.
 */
function callOf(leak: Leak): string {
  const { frames, ownerId, packages, thirdParty } = leak
  const client = thirdParty ? calledClientOf(packages) : undefined
  if (client !== undefined) return `${String(ownerId)}\n${client}`
  const line = frames.find(({ kind }) => kind === 'project')?.text
  const called = packages.at(-1)
  return called === undefined || line === undefined ? causeOf(leak) : `${String(ownerId)}\n${called}\n${line}`
}
