import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const launcher = path.resolve(__dirname, '../../../examples/support/postgres-server')

interface Server {
  readonly port: number
  readonly directory: string
}

export interface Elsewhere {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  readonly server: Server
}

interface Options {
  /** Whether the process has anything to do but the server. @default true */
  readonly stays?: boolean
  /** Where the launcher is loaded from. @default this repository */
  readonly from?: string
  /** Its directory for temporary files. @default the system's */
  readonly temporary?: string
}

/** Starts a server from a process of its own, for what only the end of a process shows. */
export async function startElsewhere({
  stays = true,
  from = launcher,
  temporary,
}: Options = {}): Promise<Elsewhere> {
  const program = `require(process.argv[1]).startPostgres().then(({ port, directory }) => {
    process.stdout.write(JSON.stringify({ port, directory }) + '\\n')
    ${stays ? 'setInterval(() => {}, 60_000)' : ''}
  })`
  const env = { ...process.env, TEST_PG_URL: '' }
  const child = spawn(process.execPath, ['-e', program, from], {
    env: temporary === undefined ? env : { ...env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'close').then(([code]) => code as number | null)
  const server = await Promise.race([firstLine(child), exited.then(rejectEarlyEnd)])
  return { child, exited, server: JSON.parse(server) as Server }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text
}

function rejectEarlyEnd(code: number | null): never {
  throw new Error(`the process that starts the server ended with ${String(code)} before it had`)
}

/** Waits until neither the directory nor anything on the port of a server is left. @throws after 30 seconds */
export async function untilGone({ directory, port }: Server): Promise<void> {
  const deadline = Date.now() + 30_000
  while (existsSync(directory) || (await answers(port))) {
    if (Date.now() > deadline) throw new Error(`still there: ${directory}, port ${port}`)
    await sleep(20)
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
