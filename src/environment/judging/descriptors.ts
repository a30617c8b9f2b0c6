import type { Scope } from '../../ownership/scope'
import { newFiles, type OpenFiles, openFiles } from '../../resources/channels/descriptor-net'
import { observe } from '../../resources/observe'
import { waitUntil } from '../../resources/settle'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import type { Observation } from '../../verdict/leak'

/**
 * Compares the open files of the process before and after a test file: what no tracked resource explains was
 * opened behind Node's back. Nobody knows by whom, so it is the file's, without a line.
 */
export class FileNet {
  readonly #before: OpenFiles
  readonly #owner: Scope

  constructor(owner: Scope, before: OpenFiles) {
    this.#owner = owner
    this.#before = before
  }

  /** `stillOpen` are the resources that explain a file; a file that is being closed gets `gracePeriod`. */
  async catch(stillOpen: () => readonly TrackedResource[], gracePeriod: number): Promise<Observation[]> {
    if (this.#unexplained(stillOpen()).size === 0) return []
    await waitUntil(() => this.#unexplained(stillOpen()).size === 0, gracePeriod)
    return [...this.#unexplained(stillOpen())].map(([fd, path]) => this.#toObservation(fd, path))
  }

  #unexplained(stillOpen: readonly TrackedResource[]): OpenFiles {
    const fresh = newFiles(this.#before, openFiles())
    if (fresh.size === 0) return fresh
    const known = observe(stillOpen, stillOpen).map(({ observation }) => observation.facts)
    const explains = (fd: number, file: string): boolean =>
      // SQLite keeps journals beside its database: the same name and a suffix.
      known.some(
        (facts) => facts.fd === fd || (typeof facts.path === 'string' && file.startsWith(facts.path)),
      )
    return new Map([...fresh].filter(([fd, file]) => !explains(fd, file)))
  }

  #toObservation(fd: number, path: string): Observation {
    return {
      id: -fd,
      type: 'file-descriptor',
      ownerId: this.#owner.id,
      owner: this.#owner.owner,
      state: 'open',
      attributed: true,
      hook: undefined,
      facts: { fd, path },
      traces: [],
    }
  }
}
