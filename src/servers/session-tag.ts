import { basename } from '../kept/path'
import { env, pid } from '../kept/process'

/** PostgreSQL cuts names of applications at so many bytes. */
const longest = 63

/** Sessions of this worker, whichever test file they are from, begin with it. */
export function workerTag(): string {
  return `lg:w${env.JEST_WORKER_ID ?? '1'}:${String(pid)}:`
}

/** `lg:w1:4711:test/orders.test.ts`: names a session's worker, its process and its test file at the server. */
export function sessionTag(file: string): string {
  const tag = workerTag()
  const room = longest - tag.length
  const name = printable(file)
  return tag + (name.length <= room ? name : printable(basename(file)).slice(-room))
}

/** What the server would replace. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?')
}

/** Reads a session's name; undefined when somebody else gave it. */
export function readSessionTag(tag: string): { worker: string; process: number; file: string } | undefined {
  const [, worker, process, file] = /^lg:(w\d+):(\d+):(.*)$/.exec(tag) ?? []
  return worker === undefined || file === undefined ? undefined : { worker, process: Number(process), file }
}
