import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { RanFile, TrialRequest } from './trial'

type Runs = Readonly<Record<string, readonly RanFile[]>>

/** Runs that an earlier search of the same command has made: a search that was interrupted goes on from there. */
export class KnownRuns {
  readonly #file: string
  #runs: Runs

  constructor(cwd: string, given: readonly string[], isFresh: boolean) {
    this.#file = join(tmpdir(), `leakguard-bisect-${digest([cwd, ...given])}.json`)
    this.#runs = isFresh ? {} : read(this.#file)
  }

  get size(): number {
    return Object.keys(this.#runs).length
  }

  find(request: TrialRequest): readonly RanFile[] | undefined {
    return this.#runs[digest(request)]
  }

  add(request: TrialRequest, files: readonly RanFile[]): void {
    this.#runs = { ...this.#runs, [digest(request)]: files }
    writeFileSync(this.#file, JSON.stringify(this.#runs))
  }

  /** The search has come to its end. */
  forget(): void {
    rmSync(this.#file, { force: true })
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

function read(file: string): Runs {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Runs
  } catch {
    return {}
  }
}
