import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { codeOf, StoreError } from '../errors'
import { type RetryPolicy, withRetry } from '../retry'

/** Enough to outwait many rivals: a holder needs a few milliseconds. */
const patience: RetryPolicy = { attempts: 60, baseDelayMs: 2, maxDelayMs: 100 }

/** A lock that processes share: whoever creates the file has it. The lock of a process that died is broken. */
export class FileLock implements AsyncDisposable {
  readonly #file: string

  private constructor(file: string) {
    this.#file = file
  }

  static async acquire(file: string, policy: RetryPolicy = {}): Promise<FileLock> {
    const isBusy = (error: unknown): boolean => error instanceof StoreError && error.code === 'busy'
    await withRetry('lock', isBusy, { ...patience, ...policy }, () => take(file))
    return new FileLock(file)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#file, { force: true })
  }
}

let temporaries = 0

async function take(file: string): Promise<void> {
  // Written before it gets its name: nobody ever sees a lock without its holder.
  const aside = `${file}.${process.pid}-${++temporaries}.tmp`
  await writeFile(aside, String(process.pid))
  try {
    await link(aside, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const holder = await readFile(file, 'utf8').catch(() => '')
    if (isDead(holder)) await breakLock(file, holder)
    throw new StoreError('busy', `${file} is held by process ${holder}`)
  } finally {
    await rm(aside, { force: true })
  }
}

/** Of several who see that the holder is dead only one removes its lock, and never that of the next holder. */
async function breakLock(file: string, holder: string): Promise<void> {
  const marker = `${file}.of-${holder}`
  try {
    await writeFile(marker, '', { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    throw error
  }
  if ((await readFile(file, 'utf8').catch(() => '')) === holder) await rm(file, { force: true })
  await rm(marker, { force: true })
}

function isDead(pid: string): boolean {
  if (!/^\d+$/.test(pid)) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}
