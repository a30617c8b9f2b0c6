import { awaited, handle, type Resource, settling, sometimes } from './resource'

export const files = {
  watcher: handle('file-watcher', 'fs.watch(__dirname)', 'x.close()'),
  'watcher without reference': sometimes(
    handle('file-watcher', 'fs.watch(__dirname, { persistent: false })', 'x.close()'),
  ),
  'watcher of a tree': sometimes(
    handle('file-watcher', "fs.watch(path.join(__dirname, 'a'), { recursive: true })", 'x.close()'),
  ),
  'watcher of a signal': sometimes(
    handle(
      'file-watcher',
      'kit.aborting((signal) => fs.promises.watch(__dirname, { signal }).next())',
      'x.abort()',
    ),
  ),
  'polling watcher': handle(
    'file-watcher',
    'kit.polling((file) => fs.watchFile(file, kit.nothing))',
    'fs.unwatchFile(x)',
  ),
  descriptor: handle('file-descriptor', 'fs.openSync(__filename)', 'try { fs.closeSync(x) } catch {}'),
  'file handle': awaited(
    handle('file-handle', 'kit.keeping(fs.promises.open(__filename))', 'await x.close()'),
  ),
  'read stream': awaited(
    handle('file-stream', 'kit.readable(fs.createReadStream(__filename))', 'x.destroy()'),
  ),
  'write stream': settling(
    handle('file-stream', 'fs.createWriteStream(kit.scratch())', 'await new Promise((done) => x.end(done))'),
  ),
  'open write stream': awaited(
    handle(
      'file-stream',
      'kit.opened(fs.createWriteStream(kit.scratch()))',
      'await new Promise((done) => x.end(done))',
    ),
  ),
  directory: handle('directory', 'fs.opendirSync(__dirname)', 'try { x.closeSync() } catch {}'),
  lines: handle('readline', 'readline.createInterface({ input: new PassThrough() })', 'x.close()'),
  'lines of promises': sometimes(
    handle('readline', 'readlinePromises.createInterface({ input: new PassThrough() })', 'x.close()'),
  ),
  gzip: handle('zlib-stream', 'kit.written(zlib.createGzip())', 'x.destroy()'),
  brotli: sometimes(handle('zlib-stream', 'zlib.createBrotliDecompress()', 'x.destroy()')),
} as const satisfies Readonly<Record<string, Resource>>
