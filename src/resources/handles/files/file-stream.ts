import { WriteStream } from '../../../kept/fs'

import type { EmitterFamily } from '../family'

interface FileStream {
  readonly fd: number | null
  readonly path: string | Buffer | undefined
  readonly destroyed: boolean
  readonly closed: boolean
  readonly pending: boolean
  readonly readableFlowing?: boolean | null
  readonly writableEnded?: boolean
  on(event: 'error', listener: () => void): unknown
  destroy(): void
}

/** `fs.createReadStream` and `fs.createWriteStream`: a descriptor that the event loop knows nothing of. */
export const fileStreamFamily: EmitterFamily = {
  keeps: true,
  state(target) {
    const stream = target as FileStream
    if (stream.closed) return 'closed'
    return stream.destroyed || endsByItself(stream) ? 'closing' : 'open'
  },
  describe(target) {
    const stream = target as FileStream
    // Standard input, when it is a file.
    if (stream.fd !== null && stream.fd <= 2) return undefined
    return {
      type: 'file-stream',
      subject: stream,
      facts: {
        direction: target instanceof WriteStream ? 'write' : 'read',
        path: pathOf(stream),
        fd: stream.fd ?? undefined,
      },
    }
  },
  close(target) {
    const stream = target as FileStream
    stream.on('error', () => undefined)
    stream.destroy()
    return 'destroyed'
  },
}

/** Being opened, read to the end, or flushed: it closes its descriptor when it is done. */
function endsByItself({ pending, readableFlowing, writableEnded }: FileStream): boolean {
  return pending || readableFlowing === true || writableEnded === true
}

function pathOf({ path }: FileStream): string | undefined {
  return path === undefined ? undefined : String(path)
}
