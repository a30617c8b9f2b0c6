import type { Transform } from 'node:stream'

import type { HandleFamily } from '../family'
import { ownerOf } from '../native-handle'

/** Compression streams: they hold native memory until they have ended or are destroyed. */
export const zlibStreamFamily: HandleFamily = {
  state(target) {
    const stream = ownerOf(target) as Transform | undefined
    // A one-shot call closes the handle and leaves the stream object as it is.
    if (stream === undefined || stream.destroyed || Reflect.get(stream, '_handle') === null) return 'closed'
    return stream.writableEnded ? 'closing' : 'open'
  },
  describe(target, frames) {
    // One-shot calls (`gzip(buffer, callback)`, `gzipSync`) end by themselves.
    if (frames.some(({ text }) => /\b(?:async|sync)BufferWrapper\b|\bzlibBuffer/.test(text))) return undefined
    const stream = ownerOf(target)
    return stream === undefined
      ? undefined
      : { type: 'zlib-stream', subject: stream, facts: { kind: stream.constructor.name } }
  },
  close(target) {
    const stream = ownerOf(target) as Transform | undefined
    stream?.on('error', () => undefined)
    stream?.destroy()
    return 'destroyed'
  },
}
