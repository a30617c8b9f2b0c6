import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

import { commandOf } from './child-process'
import type { EmitterFamily } from '../family'

type Stream = Readable | Writable

/**
 * The pipes that outlive their child process: what it has started itself, as a shell does, holds the other ends. The
 * process's own handle is gone by then, and the pipes do not know whose they are.
 */
export const childPipesFamily: EmitterFamily = {
  state(target) {
    const child = target as ChildProcess
    // As long as it runs, it is the process that is open.
    if (!hasExited(child)) return 'idle'
    return openPipesOf(child).length > 0 ? 'open' : 'closed'
  },
  // Without anybody at their other ends they close some turns after the process.
  isUnderWay: () => true,
  describe(target) {
    const child = target as ChildProcess
    return {
      type: 'pipe',
      subject: child,
      parts: openPipesOf(child),
      facts: { pid: child.pid, ...commandOf(child) },
    }
  },
  close(target) {
    for (const pipe of openPipesOf(target as ChildProcess)) pipe.destroy()
    return 'destroyed'
  },
}

/** Its streams are there once it was spawned. */
function openPipesOf(child: ChildProcess): Stream[] {
  const stdio = Reflect.get(child, 'stdio') as ChildProcess['stdio'] | undefined
  return (stdio ?? []).filter((stream) => stream != null && !stream.destroyed) as Stream[]
}

/** In the middle of its constructor it has neither. */
function hasExited({ exitCode, signalCode }: Partial<ChildProcess>): boolean {
  return typeof exitCode === 'number' || typeof signalCode === 'string'
}
