import { platform } from '../../kept/process'
import { readFile } from '../../loading/read-file'
import type { Sandbox, Watched } from './watched'

/**
 * The mask of new files' permissions. Node sets it twice when it is asked for it, and a file that another thread makes
 * meanwhile has the wrong ones: only the kernel of Linux can be asked, which takes long. So it is compared around each test only
 * where the test file names it; what others change is found at the end of the file.
 */
export function watchUmask({ process }: Sandbox, testPath: string): Watched {
  let isNamed: boolean | undefined
  let first: number | undefined
  return {
    type: 'umask',
    outlivesFile: true,
    compare(last, note, isEnd) {
      isNamed ??= readFile(testPath)?.includes('umask') === true
      const before = last.get('umask')
      if (before !== undefined && !isNamed && isEnd !== true) return
      const now = maskOf()
      if (now === before || now === undefined) return
      last.set('umask', now)
      // A file system that is mocked when the file begins has no answer.
      first ??= now
      if (before !== undefined) note('umask', before, now)
    },
    read: maskOf,
    stays: (_key, now) => staying(now),
    initial: () => first,
    isClear: (now) => now === undefined,
    restore: (_key, value) => {
      process.umask(Number(value))
    },
    facts: (_key, before, now) => ({ before: shown(before), now: shown(now) }),
    sources: () => [/\bumask\([^)\s]/],
  }
}

function staying(now: unknown): () => boolean {
  return () => maskOf() === now
}

function maskOf(): number | undefined {
  if (platform !== 'linux') return undefined
  const status = readFile('/proc/self/status')?.toString() ?? ''
  const mask = /^Umask:\s*(\d+)$/m.exec(status)?.[1]
  return mask === undefined ? undefined : Number.parseInt(mask, 8)
}

function shown(mask: unknown): string {
  return `0o${Number(mask).toString(8).padStart(3, '0')}`
}
