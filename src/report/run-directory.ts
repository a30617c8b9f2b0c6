import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readText,
  rmdirSync,
  unlinkSync,
  writeAll,
} from '../kept/fs'
import { threadId, tmpdir } from '../kept/node'
import { join } from '../kept/path'
import { env, pid } from '../kept/process'
import { type LeakRecord, recordSchema } from '../verdict/record'

/** Name the run's directory to workers; the seed keeps a Jest that a test starts out of the outer run. */
const directoryVariable = 'JEST_LEAKGUARD_RUN_DIR'
const seedVariable = 'JEST_LEAKGUARD_RUN_SEED'

/** Lines of this process, for the runs whose reporter lives in it: they need no file. */
const gathered = new Map<string, string[]>()

/** Opened by the reporter, before Jest starts its workers, which inherit the variables. */
export function openRunDirectory(seed: number | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), 'jest-leakguard-'))
  gathered.set(directory, [])
  env[directoryVariable] = directory
  env[seedVariable] = String(seed)
  return directory
}

/** Where this process writes for the run with this seed; undefined without our reporter. */
export function runDirectoryFor(seed: number | undefined): string | undefined {
  return env[seedVariable] === String(seed) ? env[directoryVariable] : undefined
}

/** A file of records, with what tells its descriptor from a later one of the same number. */
interface RecordFile {
  readonly descriptor: number
  readonly device: number
  readonly inode: number
}

const files = new Map<string, RecordFile>()

/**
 * Opens what records are written to. To be called before tests begin: later there may be no descriptor left, or a
 * mock that makes one up.
 */
export function openRecords(directory: string): void {
  if (!gathered.has(directory)) fileIn(directory)
}

/** Appends one line; synchronous, so that a worker that is killed later has lost nothing. */
export function appendRecord(directory: string, record: LeakRecord): void {
  const line = `${JSON.stringify(record)}\n`
  const own = gathered.get(directory)
  if (own === undefined) writeAll(fileIn(directory).descriptor, line)
  else own.push(line)
}

function fileIn(directory: string): RecordFile {
  const known = files.get(directory)
  if (known !== undefined && isOpen(known)) return known
  const descriptor = openSync(join(directory, `${String(pid)}-${String(threadId)}.jsonl`), 'a')
  const { dev, ino } = fstatSync(descriptor)
  const file = { descriptor, device: dev, inode: ino }
  if (known !== undefined && (known.device !== dev || known.inode !== ino))
    throw new Error('the file system is mocked, or the file of this worker was removed')
  files.set(directory, file)
  return file
}

/** Tests close numbers, and their mocks make numbers up: nothing is written to, or closed, that is not ours. */
function isOpen({ descriptor, device, inode }: RecordFile): boolean {
  try {
    const { dev, ino } = fstatSync(descriptor)
    return dev === device && ino === inode
  } catch {
    return false
  }
}

/** Everything that was written so far; a line that a killed worker left unfinished is skipped. */
export function readRecords(directory: string): LeakRecord[] {
  return [...linesOfWorkers(directory), ...(gathered.get(directory) ?? [])].flatMap(parseRecord)
}

function linesOfWorkers(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readText(join(directory, name)).split('\n'))
}

/** Removes the directory and its variables; what this process appends later fails. */
export function removeRunDirectory(directory: string): void {
  const file = files.get(directory)
  files.delete(directory)
  gathered.delete(directory)
  if (file !== undefined && isOpen(file)) closeSync(file.descriptor)
  if (env[directoryVariable] === directory) {
    Reflect.deleteProperty(env, directoryVariable)
    Reflect.deleteProperty(env, seedVariable)
  }
  try {
    for (const name of readdirSync(directory)) unlinkSync(join(directory, name))
    rmdirSync(directory)
  } catch {
    // Some workers may still write; the system clears its temporary files.
  }
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
