import { helpFor } from '../../wording/message'
import type { CleanupHook } from '../../wording/type-wording'
import type { LeakType } from '../../verdict/leak'
import type { FileReading } from './file'
import type { Known } from './known'
import { originOf } from './origin'
import type { Phase } from './jest-calls'
import type { Place } from './place'
import { pathOf } from './syntax'

/** The hook that closes what is opened in a phase. */
export function hookFor(phase: Phase): CleanupHook {
  return phase === 'test' || phase === 'beforeEach' || phase === 'afterEach' ? 'afterEach' : 'afterAll'
}

/** What the environment would tell of a leak of this kind: the same words. */
export function helpOf(maker: Known, phase: Phase, name?: string, couldBeOne = false): string {
  const help = maker.help ?? `\`${closeCode(maker, name ?? 'it')}\``
  return (
    helpFor({
      type: (maker.type ?? 'custom') as LeakType,
      facts: {
        call: maker.type === 'file-watcher' ? 'fs.watch' : maker.name,
        ...(maker.type === undefined ? { help } : {}),
      },
      packages: maker.package === undefined ? [] : [maker.package],
      thirdParty: false,
      owner: { kind: hookFor(phase) === 'afterEach' ? 'test' : 'file' },
      couldBeOne,
    }) ?? help
  )
}

/** `in \`beforeEach\``, as the end of "opened ...". */
export function placeName({ phase }: Place): string {
  if (phase === 'test') return 'in a test'
  if (phase === 'module') return 'while its module is loaded'
  if (phase === 'describe') return 'in a describe block'
  return phase === 'function' ? 'in a function' : `in \`${phase}\``
}

/** Code that closes what a variable holds, for suggestions. */
export function closeCode(maker: Known, name: string): string {
  const [close = 'close'] = maker.close
  if (close.includes('.')) return `await ${close}()`
  if (/^clear|Sync$/.test(close)) return `${close}(${name})`
  if (/-server$/.test(maker.type ?? '')) return `await new Promise((done) => ${name}.close(done))`
  return /^(?:sqlite-database|file-watcher|tcp-socket|udp-socket|http-agent|broadcast-channel)$/.test(
    maker.type ?? '',
  )
    ? `${name}.${close}()`
    : `await ${name}.${close}()`
}

/** Is it closed through its class or its module: `Service.reset()`, `schedule.gracefulShutdown()`? */
export function isClosedElsewhere(maker: Known, reading: FileReading): boolean {
  return reading.calls.some(({ callee }) => {
    const path = pathOf(callee)
    if (maker.close.some((close) => close.includes('.') && (path === close || path.endsWith(`.${close}`))))
      return true
    if (maker.package === undefined) return false
    const origin = originOf(callee as never, reading)
    return origin?.module === maker.package && maker.close.includes(origin.name)
  })
}
