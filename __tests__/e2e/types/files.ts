import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const expected = (
  type: string,
  what: string,
  call: string,
  rows: Record<string, string> = {},
  closed = 'closed',
): ExpectedType => ({
  type,
  headline: `${what} here and never closed`,
  rows: { ...rows, help: `\`${call}\` in \`afterEach\``, closed },
})

const watcher = (call: string, close: string): ExpectedType =>
  expected('file-watcher', 'a file watcher: it was started', close, { watcher: call })

const stream = (direction: string, help: string): ExpectedType => ({
  type: 'file-stream',
  headline: `a file ${direction} stream: it was opened here and never closed`,
  rows: { file: '<root>/<preset>/data.txt', help, closed: 'destroyed' },
})
const readStream = stream('read', 'read it to the end, or `stream.destroy()` in `afterEach`')
const writeStream = {
  ...stream('write', '`await new Promise((done) => stream.end(done))` in `afterEach`'),
  rows: {
    file: '<root>/<preset>/out.txt',
    help: '`await new Promise((done) => stream.end(done))` in `afterEach`',
    closed: 'destroyed',
  },
}

const handle = expected('file-handle', 'a file handle: it was opened', 'await handle.close()')

const directory = expected('directory', 'an open directory: it was opened', 'await dir.close()', {
  path: '<root>/<preset>',
})

const descriptor = expected('file-descriptor', 'a file descriptor: it was opened', 'fs.closeSync(fd)', {
  file: '<root>/<preset>/data.txt',
})

const readline = expected('readline', 'a readline interface: it was created', 'rl.close()')

const zlibStream = (kind: string): ExpectedType => ({
  type: 'zlib-stream',
  headline: 'a compression stream: it was created here and never ended or destroyed',
  rows: { stream: kind, help: '`stream.destroy()` in `afterEach`', closed: 'destroyed' },
})

const webStream = {
  ...zlibStream('Deflate'),
  rows: { ...zlibStream('Deflate').rows, help: '`await writer.abort()` in `afterEach`' },
}

const cases: readonly TypeCase[] = [
  {
    name: 'fs.watch',
    leaks: `
      fs.watch(__dirname) // opened`,
    clean: {
      closed: `
      fs.watch(__dirname).close()`,
      aborted: `
      const controller = new AbortController()
      fs.watch(__dirname, { signal: controller.signal })
      controller.abort()`,
      'no such directory': `
      expect(() => fs.watch('/no/such/directory')).toThrow('ENOENT')`,
    },
    expected: watcher('fs.watch', 'watcher.close()'),
  },
  {
    name: "fs.watch, unref'd",
    leaks: `
      fs.watch(__dirname, { persistent: false }) // opened`,
    clean: {
      closed: `
      fs.watch(__dirname, { persistent: false }).close()`,
    },
    expected: watcher('fs.watch', 'watcher.close()'),
  },
  {
    name: 'fs.watch of a tree',
    leaks: `
      fs.watch(__dirname, { recursive: true }) // opened`,
    clean: {
      closed: `
      fs.watch(__dirname, { recursive: true }).close()`,
      aborted: `
      const controller = new AbortController()
      fs.watch(__dirname, { recursive: true, signal: controller.signal })
      controller.abort()`,
      'left by break': `
      setTimeout(() => fs.writeFileSync(path.join(__dirname, 'touched.txt'), 'x'), 20)
      for await (const _ of fs.promises.watch(__dirname, { recursive: true })) break`,
      'no such directory': `
      let watcher
      try {
        // Throws before Node 24.
        watcher = fs.watch('/no/such/directory', { recursive: true })
      } catch (error) {
        expect(error.code).toBe('ENOENT')
      }
      watcher?.close()`,
    },
    expected: watcher('fs.watch', 'watcher.close()'),
  },
  {
    name: 'fs.promises.watch',
    leaks: `
      void fs.promises.watch(__dirname).next() // opened`,
    clean: {
      aborted: `
      const controller = new AbortController()
      const next = fs.promises.watch(__dirname, { signal: controller.signal }).next()
      controller.abort()
      await next.catch(() => {})`,
      'left by break': `
      setTimeout(() => fs.writeFileSync(path.join(__dirname, 'touched.txt'), 'x'), 20)
      for await (const _ of fs.promises.watch(__dirname)) break`,
    },
    expected: watcher('fs.promises.watch', 'controller.abort()'),
  },
  {
    name: 'fs.watchFile',
    leaks: `
      fs.watchFile(__filename, () => {}) // opened`,
    clean: {
      unwatched: `
      const file = path.join(__dirname, 'data.txt')
      fs.watchFile(file, () => {})
      fs.unwatchFile(file)`,
    },
    expected: watcher('fs.watchFile', 'fs.unwatchFile(path)'),
  },
  {
    name: 'FileHandle',
    leaks: `
      keep.push(await fs.promises.open(data)) // opened`,
    clean: {
      closed: `
      const handle = await fs.promises.open(data)
      await handle.close()`,
      'closed without waiting': `
      const handle = await fs.promises.open(data)
      void handle.close()`,
      'read and closed': `
      const handle = await fs.promises.open(data)
      await handle.readFile()
      await handle.close()`,
      'one-shot calls': `
      await fs.promises.readFile(data)
      await fs.promises.writeFile(path.join(__dirname, 'once.txt'), 'x')
      await fs.promises.appendFile(path.join(__dirname, 'once.txt'), 'x')`,
      'no such file': `
      await fs.promises.open('/no/such/file').catch(() => {})`,
      'closed by its stream': `
      const handle = await fs.promises.open(data)
      for await (const _ of handle.createReadStream());`,
      'closed by its lines': `
      const handle = await fs.promises.open(data)
      for await (const _ of handle.readLines());`,
    },
    expected: handle,
  },
  {
    name: 'directory, synchronous',
    leaks: `
      keep.push(fs.opendirSync(__dirname)) // opened`,
    clean: {
      closed: `
      fs.opendirSync(__dirname).closeSync()`,
      'no such directory': `
      expect(() => fs.opendirSync('/no/such/directory')).toThrow('ENOENT')`,
    },
    expected: directory,
  },
  {
    name: 'directory, by callback',
    leaks: `
      await new Promise((done) => fs.opendir(__dirname, (_, dir) => done(keep.push(dir)))) // opened`,
    clean: {
      closed: `
      const dir = await new Promise((done) => fs.opendir(__dirname, (_, dir) => done(dir)))
      await new Promise((done) => dir.close(done))`,
    },
    expected: directory,
  },
  {
    name: 'directory, by promise',
    leaks: `
      keep.push(await fs.promises.opendir(__dirname)) // opened`,
    clean: {
      closed: `
      await (await fs.promises.opendir(__dirname)).close()`,
      'read to the end': `
      for await (const _ of await fs.promises.opendir(__dirname));`,
      'left by break': `
      for await (const _ of await fs.promises.opendir(__dirname)) break`,
      'read recursively': `
      await fs.promises.readdir(__dirname, { recursive: true })
      fs.readdirSync(__dirname, { recursive: true })`,
    },
    expected: directory,
  },
  {
    name: 'read stream, paused',
    leaks: `
      const stream = fs.createReadStream(data) // opened
      await once(stream, 'readable')
      keep.push(stream)`,
    clean: {
      flowing: `
      fs.createReadStream(data).resume()`,
      'read to the end': `
      for await (const _ of fs.createReadStream(data));`,
      destroyed: `
      fs.createReadStream(data).destroy()`,
      'no such file': `
      await once(fs.createReadStream('/no/such/file'), 'error')`,
      piped: `
      await pipeline(fs.createReadStream(data), fs.createWriteStream(path.join(__dirname, 'copy.txt')))`,
    },
    expected: readStream,
  },
  {
    name: 'write stream, not ended',
    leaks: `
      const stream = fs.createWriteStream(out) // opened
      await new Promise((done) => stream.write('x', done))
      keep.push(stream)`,
    clean: {
      ended: `
      const stream = fs.createWriteStream(out)
      await new Promise((done) => stream.end('x', done))`,
      'ended without waiting': `
      fs.createWriteStream(out).end('x')`,
      destroyed: `
      fs.createWriteStream(out).destroy()`,
    },
    expected: writeStream,
  },
  {
    name: 'fs.openSync',
    leaks: `
      fs.openSync(data) // opened`,
    clean: {
      closed: `
      fs.closeSync(fs.openSync(data))`,
      'closed by its stream': `
      for await (const _ of fs.createReadStream('', { fd: fs.openSync(data) }));`,
      'number used again': `
      for (let i = 0; i < 10; i++) fs.closeSync(fs.openSync(data))`,
      'one-shot calls': `
      fs.readFileSync(data)
      fs.writeFileSync(path.join(__dirname, 'once.txt'), 'x')
      await new Promise((done) => fs.readFile(data, done))`,
    },
    expected: descriptor,
  },
  {
    name: 'fs.open',
    leaks: `
      await new Promise((done) => fs.open(data, 'r', done)) // opened`,
    clean: {
      closed: `
      const fd = await new Promise((done) => fs.open(data, (_, fd) => done(fd)))
      await new Promise((done) => fs.close(fd, done))`,
      promisified: `
      const fd = await promisify(fs.open)(data)
      await promisify(fs.close)(fd)`,
    },
    expected: descriptor,
  },
  {
    name: 'readline',
    leaks: `
      keep.push(readline.createInterface({ input: new PassThrough() })) // opened`,
    clean: {
      closed: `
      readline.createInterface({ input: new PassThrough() }).close()`,
      'input ended': `
      const input = new PassThrough()
      const lines = readline.createInterface({ input })
      input.end('a line')
      await once(lines, 'close')`,
      'read to the end': `
      for await (const _ of readline.createInterface({ input: fs.createReadStream(data) }));`,
      'wrong arguments': `
      expect(() => readline.createInterface({ input: new PassThrough(), historySize: -1 })).toThrow()`,
    },
    expected: readline,
  },
  {
    name: 'readline on a file',
    leaks: `
      const lines = readline.createInterface({ input: fs.createReadStream(data) }) // opened
      await once(lines, 'line')
      lines.pause()
      keep.push(lines)`,
    clean: {
      'read to the end': `
      for await (const _ of readline.createInterface({ input: fs.createReadStream(data) }));`,
      'closed with its input': `
      const input = fs.createReadStream(data)
      readline.createInterface({ input }).close()
      input.destroy()`,
    },
    expected: readline,
  },
  {
    name: 'forgotten read stream',
    leaks: `
      const open = () => void fs.createReadStream(data) // opened
      open()
      await collect()`,
    clean: {},
    expected: readStream,
  },
  {
    name: 'forgotten FileHandle',
    leaks: `
      const open = async () => void (await fs.promises.open(data)) // opened
      await open()
      await collect()`,
    clean: {},
    expected: handle,
  },
  {
    name: 'forgotten directory',
    leaks: `
      const open = () => void fs.opendirSync(__dirname) // opened
      open()
      await collect()`,
    clean: {},
    expected: directory,
  },
  {
    name: 'zlib stream',
    leaks: `
      const stream = zlib.createGzip() // opened
      await new Promise((done) => stream.write('x', done))
      keep.push(stream)`,
    clean: {
      ended: `
      const stream = zlib.createGzip().resume()
      stream.end('x')
      await once(stream, 'end')`,
      'ended and not read': `
      const stream = zlib.createGzip()
      await new Promise((done) => stream.end('x', done))
      keep.push(stream)`,
      destroyed: `
      zlib.createGzip().destroy()`,
      closed: `
      await new Promise((done) => zlib.createGzip().close(done))`,
      'one-shot': `
      await promisify(zlib.gunzip)(await promisify(zlib.gzip)('x'))
      zlib.gunzipSync(zlib.gzipSync('x'))
      zlib.brotliDecompressSync(zlib.brotliCompressSync('x'))`,
      piped: `
      await pipeline(fs.createReadStream(data), zlib.createGzip(), fs.createWriteStream(path.join(__dirname, 'zipped.gz')))`,
    },
    expected: zlibStream('Gzip'),
  },
  {
    name: 'brotli stream',
    leaks: `
      keep.push(zlib.createBrotliDecompress()) // opened`,
    clean: {
      destroyed: `
      zlib.createBrotliDecompress().destroy()`,
    },
    expected: zlibStream('BrotliDecompress'),
  },
  {
    name: 'compression stream of the web',
    leaks: `
      const writer = new CompressionStream('deflate').writable.getWriter() // opened
      void writer.write(Buffer.from('x'))
      await new Promise(setImmediate)
      keep.push(writer)`,
    clean: {
      'asked whether there is such a format': `
      keep.push(new DecompressionStream('gzip'))
      try { new CompressionStream('unknown') } catch {}`,
      closed: `
      const { readable, writable } = new CompressionStream('deflate')
      const writer = writable.getWriter()
      void writer.write(Buffer.from('x'))
      void writer.close()
      for await (const chunk of readable) keep.push(chunk)`,
      aborted: `
      const writer = new CompressionStream('deflate').writable.getWriter()
      void writer.write(Buffer.from('x')).catch(() => {})
      await writer.abort()`,
    },
    expected: webStream,
  },
]

export const filesFamily: TypeFamily = {
  name: 'files',
  prelude: `
    const { once } = require('node:events')
    const fs = require('node:fs')
    const path = require('node:path')
    const readline = require('node:readline')
    const { PassThrough } = require('node:stream')
    const { pipeline } = require('node:stream/promises')
    const { promisify } = require('node:util')
    const zlib = require('node:zlib')
    require('node:v8').setFlagsFromString('--expose-gc')
    const gc = require('node:vm').runInNewContext('gc')
    const collect = async () => {
      for (let i = 0; i < 5; i++) {
        await new Promise((done) => setTimeout(done, 5))
        gc()
      }
    }
    const keep = []
    const data = path.join(__dirname, 'data.txt')
    const out = path.join(__dirname, 'out.txt')`,
  files: Object.fromEntries(
    ['default', 'strict'].map((preset) => [`${preset}/data.txt`, 'a line\nanother line\n'.repeat(10_000)]),
  ),
  cases,
}
