import { theProcess } from '../../kept/process'
import { lazily } from '../../loading/lazily'
import { posixPath } from '../../report/posix-path'
import { type FileNotes, type LeakRecord, type RecordOrigin, recordSchema } from '../../verdict/record'
import { appendRecord, openRecords, runDirectoryFor } from '../../report/run-directory'
import { asNobody } from '../../resources/ledger/current-owner'
import type { Owner } from '../../verdict/leak'
import type { FileCounts } from '../../verdict/counts'
import type { LeakSummary } from '../../verdict/leak-summary'
import type { Mixed } from '../../verdict/databases/mixed'
import type { ServerProof } from '../../verdict/databases/server-proof'
import type { Victim } from '../../verdict/victim'
import type * as limitsModule from '../../wording/limits'
import type * as mixedLinesModule from '../../wording/mixed-lines'
import type * as runSummaryModule from '../../wording/run-summary'
import type * as serverLinesModule from '../../wording/server-lines'
import type * as summaryModule from '../../wording/summary'
import type * as victimLinesModule from '../../wording/victim-lines'
import { printNotice, printNoticeOnce } from '../notice'

let runIsOver = false

/** Called in Jest's main process after its reporters: from now on only the exit code can tell of a leak. */
export function endRun(): void {
  runIsOver = true
}

/** What was counted in a file besides its leaks. */
export interface FileExtras {
  readonly counts?: FileCounts | undefined
  readonly servers?: readonly ServerProof[] | undefined
  readonly resets?: ReadonlyMap<string, number> | undefined
  /** With an absolute path. */
  readonly mixed?: Mixed | undefined
  readonly victims?: readonly Victim[] | undefined
}

/** Where a file's findings go: to the reporter's run directory, or, without a reporter, to stderr. */
export class RunLog {
  readonly #directory: string | undefined
  readonly #file: string
  readonly #origin: RecordOrigin

  constructor(seed: number | undefined, origin: RecordOrigin, testPath: string) {
    this.#directory = runDirectoryFor(seed)
    this.#file = posixPath(origin.rootDir, testPath)
    this.#origin = origin
    try {
      if (this.#directory !== undefined) openRecords(this.#directory)
    } catch {
      // It is tried again when there is something to write, and told of then.
    }
  }

  /** At the end of a file: everything that was found in it. */
  file(
    leaks: readonly LeakSummary[],
    notes: FileNotes,
    { counts, mixed, resets, servers, victims }: FileExtras = {},
  ): void {
    const extras = {
      counts,
      servers,
      victims,
      resets: resets === undefined ? undefined : Object.fromEntries(resets),
      mixed: mixed && { ...mixed, file: posixPath(this.#origin.rootDir, mixed.file) },
    }
    const record = {
      schema: recordSchema,
      kind: 'file',
      file: this.#file,
      origin: this.#origin,
      leaks,
      ...notes,
      ...extras,
    } as const
    if (this.#write(record)) return
    for (const text of notes.staleAllowances ?? []) printNotice(text)
    if (servers !== undefined) {
      const { serverLines } = lazily(() => require('../../wording/server-lines') as typeof serverLinesModule)
      for (const line of serverLines([record])) printNoticeOnce(line, line.trim().replace(/: +/, ': '))
    }
    if (counts?.limits !== undefined) {
      const { limitLines } = lazily(() => require('../../wording/limits') as typeof limitsModule)
      for (const line of limitLines([record])) printNotice(line)
    }
    if (extras.mixed !== undefined) {
      const { mixedLine } = lazily(() => require('../../wording/mixed-lines') as typeof mixedLinesModule)
      printNotice(mixedLine(this.#file, extras.mixed))
    }
    if (victims !== undefined) {
      const { victimLine } = lazily(() => require('../../wording/victim-lines') as typeof victimLinesModule)
      for (const victim of victims) printNotice(victimLine(this.#file, victim))
    }
    if (leaks.length === 0) return
    // Words are loaded when there is something to say: most files have nothing.
    const { warned, warningLines } = lazily(() => require('../../wording/summary') as typeof summaryModule)
    const lines = warningLines(warned(leaks))
    if (lines.length > 0) printNotice(`${this.#file}: ${lines.join('; ')}`)
  }

  /** After the file: its leftover work opened something. */
  late(leak: LeakSummary): void {
    if (this.#write({ schema: recordSchema, kind: 'late', file: this.#file, origin: this.#origin, leak }))
      return
    const { lateLine } = lazily(() => require('../../wording/run-summary') as typeof runSummaryModule)
    printNotice(lateLine(this.#file, leak))
    if (runIsOver && leak.severity === 'fail') theProcess.exitCode = 1
  }

  /** After the file: its leftover work has thrown, while nobody listened. */
  failure({ path }: Owner, error: unknown): void {
    const text = `${[this.#file, ...path].join(' › ')}: work left behind threw an error, after the end of the file`
    printNotice(`${text}\n${textOf(error)}`)
    this.#write({ schema: recordSchema, kind: 'notice', text, fails: true })
    if (runIsOver) theProcess.exitCode = 1
  }

  #write(record: LeakRecord): boolean {
    if (this.#directory === undefined) return false
    const directory = this.#directory
    try {
      asNobody(() => {
        appendRecord(directory, record)
      })
      return true
    } catch (error) {
      // The verdicts stand, the words go to stderr. After the run the directory is gone, as it should be.
      const { code, message } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') printNoticeOnce('record', `the report is incomplete: ${message}`)
      return false
    }
  }
}

/** What a test throws may be anything, and may throw when it is asked. */
function textOf(error: unknown): string {
  try {
    const stack: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'stack') : undefined
    return typeof stack === 'string' ? stack : String(error)
  } catch {
    return 'an object that cannot be shown'
  }
}
