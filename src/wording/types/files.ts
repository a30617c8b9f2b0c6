import { plainWording, row, text, type TypeWording } from '../type-wording'

export const files = {
  'file-watcher': {
    severity: 'fail',
    one: () => 'a file watcher',
    many: () => 'file watchers',
    opened: () => 'started',
    neverClosed: () => 'never closed',
    detail: ({ call }) => row('watcher', call),
    help: (hook, { call }) => `\`${watcherCalls[text(call)] ?? 'watcher.close()'}\` in \`${hook}\``,
  },
  'file-stream': {
    severity: 'fail',
    one: ({ direction }) => `a file ${text(direction)} stream`,
    many: ({ direction }) => `file ${text(direction)} streams`,
    opened: () => 'opened',
    neverClosed: () => 'never closed',
    detail: ({ path }) => row('file', path),
    help: (hook, { direction }) =>
      direction === 'write'
        ? `\`await new Promise((done) => stream.end(done))\` in \`${hook}\``
        : `read it to the end, or \`stream.destroy()\` in \`${hook}\``,
  },
  'file-handle': plainWording(
    { one: 'a file handle', many: 'file handles', opened: 'opened', neverClosed: 'never closed' },
    'await handle.close()',
  ),
  'file-descriptor': plainWording(
    { one: 'a file descriptor', many: 'file descriptors', opened: 'opened', neverClosed: 'never closed' },
    'fs.closeSync(fd)',
    ({ path }) => row('file', path),
  ),
  directory: plainWording(
    { one: 'an open directory', many: 'open directories', opened: 'opened', neverClosed: 'never closed' },
    'await dir.close()',
    ({ path }) => row('path', path),
  ),
  readline: plainWording(
    {
      one: 'a readline interface',
      many: 'readline interfaces',
      opened: 'created',
      neverClosed: 'never closed',
    },
    'rl.close()',
    ({ stdin }) => (stdin === true ? ['input', 'standard input'] : undefined),
  ),
  'zlib-stream': plainWording(
    {
      one: 'a compression stream',
      many: 'compression streams',
      opened: 'created',
      neverClosed: 'never ended or destroyed',
    },
    ({ web }) => (web === true ? 'await writer.abort()' : 'stream.destroy()'),
    ({ kind }) => row('stream', kind),
  ),
} satisfies Record<string, TypeWording>

const watcherCalls: Record<string, string> = {
  'fs.watch': 'watcher.close()',
  'fs.watchFile': 'fs.unwatchFile(path)',
  'fs.promises.watch': 'controller.abort()',
}
