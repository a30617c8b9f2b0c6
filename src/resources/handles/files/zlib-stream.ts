import type { Transform } from 'node:stream'

import type { HandleFamily } from '../family'
import { ownerOf } from '../native-handle'

/** The class of the web that a stream belongs to, by the function of Node that makes it. */
const webStream = /node:internal\/webstreams\/compression/

/** Compression streams: they hold native memory until they have ended or are destroyed. */
export const zlibStreamFamily: HandleFamily = {
  state(target) {
    const stream = ownerOf(target) as Transform | undefined
    // A one-shot call closes the handle and leaves the stream object as it is.
    if (stream === undefined || stream.destroyed || Reflect.get(stream, '_handle') === null) return 'closed'
    // What waits to be read holds nothing but memory, and goes with its reader.
    return stream.writableEnded ? 'idle' : 'open'
  },
  // What it is fed by ends it.
  isUnderWay: (target) => ((ownerOf(target) as Transform | undefined)?.listenerCount('unpipe') ?? 0) > 0,
  describe(target, frames) {
    // One-shot calls (`gzip(buffer, callback)`, `gzipSync`) end by themselves.
    if (frames.some(({ text }) => /\b(?:async|sync)BufferWrapper\b|\bzlibBuffer/.test(text))) return undefined
    const stream = ownerOf(target) as Transform | undefined
    if (stream === undefined) return undefined
    const isWeb = frames.some(({ text }) => webStream.test(text))
    // Making one is the only way to ask which formats there are, and nothing but writing starts it.
    if (isWeb && !isWrittenTo(stream)) return undefined
    return {
      type: 'zlib-stream',
      subject: stream,
      facts: { kind: stream.constructor.name, ...(isWeb && { web: true }) },
    }
  },
  close(target) {
    const stream = ownerOf(target) as Transform | undefined
    stream?.on('error', () => undefined)
    stream?.destroy()
    return 'destroyed'
  },
}

function isWrittenTo(stream: Transform): boolean {
  return stream.writableLength > 0 || Number(Reflect.get(stream, 'bytesWritten')) > 0
}
