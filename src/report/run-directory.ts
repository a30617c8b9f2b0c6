import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

import { type LeakRecord, recordSchema } from '../verdict/record'

/** Name the run's directory to workers; the seed keeps a Jest that a test starts out of the outer run. */
const directoryVariable = 'JEST_LEAKGUARD_RUN_DIR'
const seedVariable = 'JEST_LEAKGUARD_RUN_SEED'

/** Opened by the reporter, before Jest starts its workers, which inherit the variables. */
export function openRunDirectory(seed: number | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), 'jest-leakguard-'))
  process.env[directoryVariable] = directory
  process.env[seedVariable] = String(seed)
  return directory
}

/** Where this process writes for the run with this seed; undefined without our reporter. */
export function runDirectoryFor(seed: number | undefined): string | undefined {
  return process.env[seedVariable] === String(seed) ? process.env[directoryVariable] : undefined
}

const descriptors = new Map<string, number>()

/** Appends one line; synchronous, so that a worker that is killed later has lost nothing. */
export function appendRecord(directory: string, record: LeakRecord): void {
  let descriptor = descriptors.get(directory)
  if (descriptor === undefined) {
    descriptor = openSync(join(directory, `${String(process.pid)}-${String(threadId)}.jsonl`), 'a')
    descriptors.set(directory, descriptor)
  }
  const line = Buffer.from(`${JSON.stringify(record)}\n`)
  // A full disk takes a part without a word, and refuses the rest.
  for (let at = 0; at < line.length;) at += writeSync(descriptor, line, at)
}

/** Everything that was written so far; a line that a killed worker left unfinished is skipped. */
export function readRecords(directory: string): LeakRecord[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
    .flatMap((line) => parseRecord(line))
}

/** Removes the directory and its variables; what this process appends later fails. */
export function removeRunDirectory(directory: string): void {
  const descriptor = descriptors.get(directory)
  descriptors.delete(directory)
  if (descriptor !== undefined) closeSync(descriptor)
  if (process.env[directoryVariable] === directory) {
    Reflect.deleteProperty(process.env, directoryVariable)
    Reflect.deleteProperty(process.env, seedVariable)
  }
  rmSync(directory, { recursive: true, force: true })
}

function parseRecord(line: string): LeakRecord[] {
  try {
    const record = JSON.parse(line) as { readonly schema: unknown }
    // Another version of this package may have written it.
    return record.schema === recordSchema ? [record as LeakRecord] : []
  } catch {
    return []
  }
}
